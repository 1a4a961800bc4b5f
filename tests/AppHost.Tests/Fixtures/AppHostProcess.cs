using System.Diagnostics;

namespace AspireChat.AppHost.Tests.Fixtures;

/// <summary>Runs the AppHost as a program, as publishing and a failing start do.</summary>
internal static class AppHostProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code and its lines on standard error.</returns>
    public static async Task<(int ExitCode, string[] Errors)> RunAsync(
        IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Projects.AppHost).Assembly.Location, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Projects.AppHost.ProjectPath,
            Environment = { ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true", ["ASPNETCORE_URLS"] = "http://localhost:0" },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Limit);
            await output.WaitAsync(Limit);
            await process.WaitForExitAsync().WaitAsync(Limit);
            return (process.ExitCode, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}

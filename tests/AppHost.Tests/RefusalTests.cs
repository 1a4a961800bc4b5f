using System.Diagnostics;

namespace AspireChat.AppHost.Tests;

/// <summary>What cannot work is said in one line.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("ChatNodes", "0", "Cannot start: ChatNodes is \"0\"; set it to a number from 1 to 64.")]
    [InlineData("ChatNodes", "three", "Cannot start: ChatNodes is \"three\"; set it to a number from 1 to 64.")]
    [InlineData("ChatNodes", "65", "Cannot start: ChatNodes is \"65\"; set it to a number from 1 to 64.")]
    [InlineData("IngressPort", "99999", "Cannot start: IngressPort is \"99999\"; set it to a number from 0 to 65535.")]
    [InlineData("Deployment", "moon", "Cannot start: Deployment is \"moon\"; set it to azure, compose, kubernetes.")]
    [InlineData("ASPIRE_CONTAINER_RUNTIME", "no-such-runtime", "Cannot start: no container runtime answers (no-such-runtime); ")]
    public async Task A_wrong_setting_is_named_in_one_line(string setting, string value, string line)
    {
        var (exitCode, errors) = await RunAsync(setting, value);
        Assert.Equal(2, exitCode);
        Assert.StartsWith(line, Assert.Single(errors), StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string[] Errors)> RunAsync(string setting, string value)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Projects.AppHost).Assembly.Location])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { [setting] = value, ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true", ["ASPNETCORE_URLS"] = "http://localhost:0" },
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await output;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        return (process.ExitCode, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AspireChat.LocalCluster.Roles;

/// <summary>
/// This program as the keeper of a foreign one that does not watch its standard input: runs it, and ends it and all that it started
/// when our own input closes. The CLI may be a script that starts a program that starts the dashboard, so killing one is not enough.
/// </summary>
internal static class DashboardRole
{
    public const string Name = "dashboard";

    /// <param name="command">The program and its arguments.</param>
    public static async Task<int> RunAsync(string[] command)
    {
        string? lastLine = null;
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        DataReceivedEventHandler keep = (_, line) => lastLine = string.IsNullOrWhiteSpace(line.Data) ? lastLine : line.Data.Trim();
        process.OutputDataReceived += keep;
        process.ErrorDataReceived += keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            told.TrySetResult();
        });
        new Thread(() =>
        {
            while (Console.In.Read() >= 0)
            {
                // Nobody has anything to say to it; only the end matters.
            }

            told.TrySetResult();
        })
        { IsBackground = true }.Start();

        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(ended, told.Task) != ended)
        {
            process.Kill(entireProcessTree: true);
            await ended;
            return 0;
        }

        // What it shows while it runs is for a person at its own terminal; why it ended is for ours.
        await Console.Error.WriteLineAsync(lastLine ?? $"{command[0]} said nothing.");
        return process.ExitCode;
    }
}

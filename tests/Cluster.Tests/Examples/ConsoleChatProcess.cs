using System.Text.RegularExpressions;

namespace AspireChat.Cluster.Tests.Examples;

/// <summary>examples/ConsoleChat as a process, with somebody at its keyboard.</summary>
internal sealed partial class ConsoleChatProcess : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private ConsoleChatProcess(ServerProcess process) => _process = process;

    public string Output => _process.Output;

    public static ConsoleChatProcess Start(params string[] options) =>
        new(ServerProcess.Start("dotnet", [Repository.Output("examples/ConsoleChat", "AspireChat.ConsoleChat.dll"), .. options]));

    /// <summary>Starts it in a room of a cluster, and waits until it is there.</summary>
    public static async Task<ConsoleChatProcess> JoinAsync(ClusterProcess cluster, string name, string room, params string[] options)
    {
        var console = Start(["--server", cluster.Info.Ingress.ToString(), "--name", name, "--room", room, .. options]);
        await console.SeesAsync($"-- {room}, its newest messages:");
        return console;
    }

    /// <summary>The node that it came to last.</summary>
    public string Node => NodeName().Matches(Output)[^1].Groups["node"].Value;

    public Task TypeAsync(string line) => _process.WriteLineAsync(line);

    /// <summary>Waits until it shows a text.</summary>
    public async Task SeesAsync(string text)
    {
        try
        {
            await Eventually.TrueAsync(() => Output.Contains(text, StringComparison.Ordinal), $"\"{text}\" is shown");
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}. It shows:\n{Output}", late);
        }
    }

    /// <summary>
    /// Stops it like Ctrl+C does, and returns the exit code. By SIGTERM, because a process in the background ignores SIGINT.
    /// </summary>
    public async Task<int> EndAsync()
    {
        _process.Terminate();
        return await ExitCodeAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Ends it with SIGKILL.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    [GeneratedRegex(@"-- online on (?<node>\S+), as ")]
    private static partial Regex NodeName();
}

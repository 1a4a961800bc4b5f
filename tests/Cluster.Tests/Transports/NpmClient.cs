using System.Text.Json;
using AspireChat.Testing;

namespace AspireChat.Cluster.Tests.Transports;

/// <summary>The npm package @microsoft/signalr in a Node.js process: js/client.js.</summary>
public sealed class NpmClient : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Cluster.Tests", "js");
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly ServerProcess _process;

    private NpmClient(ServerProcess process) => _process = process;

    public bool HasExited => _process.HasExited;

    public string Output => _process.Output;

    public static NpmClient Start(NpmClientOptions options)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            throw new InvalidOperationException("The npm client is not installed; run `npm ci` in tests/Cluster.Tests/js (test.sh does).");
        }

        return new(ServerProcess.Start("node", ["client.js", JsonSerializer.Serialize(new
        {
            hub = options.Hub,
            token = options.Token,
            transport = options.Transport.ToString(),
            protocol = options.Protocol,
            room = options.Room,
            send = options.Send,
            expect = options.Expect,
        }, Json)], folder: Folder));
    }

    /// <summary>Waits until it has seen what it should, and ends.</summary>
    public async Task<NpmReport> ReportAsync()
    {
        await _process.WaitForExitAsync();
        // Its output's end may come a moment after the process's.
        var line = await Eventually.GetAsync(
            () => Task.FromResult(_process.Output.Split('\n')
                .FirstOrDefault(line => line.StartsWith("{\"node\"", StringComparison.Ordinal))),
            () => $"the npm client reports; exit code {_process.ExitCode}: {_process.Output}");
        return JsonSerializer.Deserialize<NpmReport>(line, Json)!;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}

using System.Globalization;

namespace AspireChat.Testing;

/// <summary>This machine's nginx, run by Ingress/start.sh as everywhere else.</summary>
public sealed class NginxServer : IAsyncDisposable
{
    /// <summary>Workers it runs, so that what they share (failures, round robin) is seen to be shared.</summary>
    public const int WorkerCount = 2;

    private readonly TemporaryFolder _folder;
    private readonly ServerProcess _process;

    private NginxServer(TemporaryFolder folder, ServerProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The process id of its master.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Everything start.sh, follow.sh and nginx wrote, for failure messages.</summary>
    public string Output => _process.Output + ReadLog("error.log");

    /// <summary>What its access log holds by now.</summary>
    public string AccessLog => ReadLog("access.log");

    /// <summary>What its error log holds by now.</summary>
    public string ErrorLog => ReadLog("error.log");

    /// <summary>The server lines of the chat nodes as they are now.</summary>
    public string ChatServers => ReadLog("chat.servers");

    /// <summary>Starts one and waits until it accepts connections.</summary>
    /// <param name="environment">The variables of start.sh; LISTEN, DATA, WORKERS and STOP_WITH_PARENT are set here.</param>
    public static async Task<NginxServer> StartAsync(IReadOnlyDictionary<string, string?> environment)
    {
        var folder = new TemporaryFolder();
        var port = FreePorts.Next();
        var process = ServerProcess.Start("sh", [Path.Combine(Repository.Root, "Ingress", "start.sh")], new Dictionary<string, string?>(environment)
        {
            ["LISTEN"] = $"127.0.0.1:{port}",
            ["DATA"] = folder.Path,
            ["WORKERS"] = WorkerCount.ToString(CultureInfo.InvariantCulture),
            ["STOP_WITH_PARENT"] = "on",
        });
        var server = new NginxServer(folder, process, port);
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            await Eventually.TrueAsync(async () =>
            {
                using var answer = await http.GetAsync(new Uri(server.Address, "/network/"));
                return server.Workers.Count == WorkerCount;
            }, "nginx answers");
            return server;
        }
        catch (TimeoutException failed)
        {
            var output = server.Output;
            await server.DisposeAsync();
            throw new InvalidOperationException($"nginx did not start: {output}", failed);
        }
    }

    /// <summary>Closes its standard input, as the end of its parent would.</summary>
    public void CloseInput() => _process.CloseInput();

    /// <summary>SIGTERM, as the container's end; waits until it is gone.</summary>
    public async Task StopAsync()
    {
        _process.Terminate();
        await _process.WaitForExitAsync();
    }

    /// <summary>The process ids of the workers that accept connections. Those of before a reload live on for theirs, but not in here.</summary>
    public IReadOnlyList<int> Workers =>
        [.. File.ReadAllText($"/proc/{ProcessId}/task/{ProcessId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(int.Parse).Where(pid => TitleOf(pid) == "nginx: worker process")];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A killed master would leave its workers listening.
        if (!_process.HasExited)
        {
            await StopAsync();
        }

        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string TitleOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").TrimEnd('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    private string ReadLog(string file)
    {
        try
        {
            return File.ReadAllText(_folder[file]);
        }
        catch (IOException)
        {
            return "";
        }
    }
}

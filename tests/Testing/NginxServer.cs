using System.Globalization;

namespace AspireChat.Testing;

/// <summary>The nginx installed on this machine, run by Ingress/start.sh as everywhere else.</summary>
public sealed class NginxServer : IAsyncDisposable
{
    /// <summary>How many workers it runs: more than one, to test that they share failures and round robin.</summary>
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

    /// <summary>Everything that start.sh, follow.sh and nginx wrote, for failure messages.</summary>
    public string Output => _process.Output + ReadLog("error.log");

    /// <summary>The access log so far.</summary>
    public string AccessLog => ReadLog("access.log");

    /// <summary>The error log so far.</summary>
    public string ErrorLog => ReadLog("error.log");

    /// <summary>The current server lines of the chat nodes.</summary>
    public string ChatServers => ReadLog("chat.servers");

    /// <summary>Starts one and waits until it accepts connections.</summary>
    /// <param name="environment">The variables of start.sh; LISTEN, DATA, WORKERS and STOP_WITH_PARENT are set here.</param>
    /// <param name="listen">Makes LISTEN of the port; 127.0.0.1 only if null.</param>
    public static async Task<NginxServer> StartAsync(IReadOnlyDictionary<string, string?> environment, Func<int, string>? listen = null)
    {
        var folder = new TemporaryFolder();
        var port = FreePorts.Next();
        var variables = new Dictionary<string, string?>(environment)
        {
            ["LISTEN"] = listen is null ? $"127.0.0.1:{port}" : listen(port),
            ["DATA"] = folder.Path,
            ["WORKERS"] = WorkerCount.ToString(CultureInfo.InvariantCulture),
            ["STOP_WITH_PARENT"] = "on",
        };
        var process = ServerProcess.Start("sh", [Path.Combine(Repository.Root, "Ingress", "start.sh")], variables);
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

    /// <summary>Closes its standard input, like the end of its parent would.</summary>
    public void CloseInput() => _process.CloseInput();

    /// <summary>SIGTERM, like a container's stop; waits until it has ended.</summary>
    public async Task StopAsync()
    {
        _process.Terminate();
        await _process.WaitForExitAsync();
    }

    /// <summary>The process ids of the workers that accept connections.</summary>
    public IReadOnlyList<int> Workers => [.. Children.Where(pid => TitleOf(pid) == "nginx: worker process")];

    /// <summary>The process ids of the workers that a reload replaced, and that live on for their connections.</summary>
    public IReadOnlyList<int> ReplacedWorkers => [.. Children.Where(pid => TitleOf(pid) == "nginx: worker process is shutting down")];

    private IEnumerable<int> Children =>
        File.ReadAllText($"/proc/{ProcessId}/task/{ProcessId}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The workers of a killed master would go on listening.
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

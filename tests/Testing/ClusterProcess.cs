using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace AspireChat.Testing;

/// <summary>A real LocalCluster from its build output. Disposing stops it and fails if a process is left behind.</summary>
public sealed class ClusterProcess : IAsyncDisposable
{
    private const string MarkName = "ASPIRECHAT_TEST_CLUSTER";

    /// <summary>A new process on a busy machine, or a node that drains until its limit.</summary>
    private static readonly TimeSpan ProcessLimit = TimeSpan.FromMinutes(2);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly ConcurrentDictionary<ClusterProcess, bool> All = [];

    private readonly TemporaryFolder _folder;
    private readonly ServerProcess _process;
    private readonly string _mark;

    private ClusterProcess(TemporaryFolder folder, ServerProcess process, string mark)
    {
        (_folder, _process, _mark) = (folder, process, mark);
        All[this] = true;
    }

    /// <summary>The clusters that are not disposed of yet.</summary>
    public static ICollection<ClusterProcess> Running => All.Keys;

    /// <summary>What ran where after the start.</summary>
    public ClusterInfo Info { get; private set; } = null!;

    /// <summary>Everything it and its processes wrote, for failure messages.</summary>
    public string Output => _process.Output;

    /// <summary>LocalCluster's own process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts a cluster and waits until all of it is healthy.</summary>
    /// <param name="options">Options except <c>--port</c>, <c>--data</c> and <c>--ready-file</c>, which are chosen here.</param>
    /// <param name="environment">Settings, <c>Chat__Limits__SendsPerSecond</c> = 0 and so on.</param>
    /// <param name="data">The data folder, to start again on what another cluster left; its own if null.</param>
    /// <exception cref="InvalidOperationException">It did not become ready; the message holds its output.</exception>
    public static async Task<ClusterProcess> StartAsync(
        IEnumerable<string>? options = null, IReadOnlyDictionary<string, string?>? environment = null, string? data = null)
    {
        string[] given = [.. options ?? []];
        var folder = new TemporaryFolder();
        var mark = Guid.NewGuid().ToString("N");
        // The ingress's port; the others are found upward from it.
        var port = FreePorts.NextRun(24);
        var process = ServerProcess.Start("dotnet",
            [
                Repository.Output("LocalCluster", "AspireChat.LocalCluster.dll"),
                "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data ?? folder["data"],
                "--ready-file", folder["ready.json"],
                .. given,
                .. given.Contains("--nodes") ? Array.Empty<string>() : ["--nodes", "3"],
                // Even where the CLI is installed, tests start no dashboard unless they ask for it.
                .. given.Contains("--dashboard") ? Array.Empty<string>() : ["--dashboard", "off"],
            ],
            new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>()) { [MarkName] = mark },
            folder.Path);
        var cluster = new ClusterProcess(folder, process, mark);
        try
        {
            ClusterInfo? ready = null;
            await Eventually.TrueAsync(
                () => (ready = cluster.ReadReadyFile()) is not null || process.HasExited, "LocalCluster is ready",
                // It gives up after three minutes itself, and says why.
                TimeSpan.FromSeconds(200));
            cluster.Info = ready ?? throw new TimeoutException($"It ended with exit code {process.ExitCode}.");
            return cluster;
        }
        catch (TimeoutException failed)
        {
            await cluster.DisposeAsync();
            throw new InvalidOperationException($"LocalCluster did not become ready: {failed.Message}\n{cluster.Output}", failed);
        }
    }

    /// <summary>Types a command at its console: <c>kill 2</c>, <c>start 2</c>, <c>drain 1</c>, <c>nodes</c>.</summary>
    public Task CommandAsync(string command) => _process.WriteLineAsync(command);

    /// <summary>Ends a node's process, and waits until LocalCluster knows it: before, it would not start it again.</summary>
    /// <param name="how"><c>kill</c> or <c>drain</c>.</param>
    /// <param name="number">The node's.</param>
    public async Task EndNodeAsync(string how, int number)
    {
        var before = Output.Length;
        await CommandAsync($"{how} {number}");
        await SaysAsync($"has ended. Start it again with: start {number}", before);
    }

    /// <summary>Starts a node, again or for the first time, and waits until the ingress sends clients there.</summary>
    public async Task StartNodeAsync(int number)
    {
        var before = Output.Length;
        await CommandAsync($"start {number}");
        await SaysAsync($"chatnode-{number} is up", before);
    }

    /// <summary>The process id of a node as it runs now, which is another one after each start.</summary>
    public int PidOf(string node) =>
        Left().Single(pid => File.ReadAllText($"/proc/{pid}/environ").Split('\0').Contains($"Chat__Node__Name={node}"));

    /// <summary>Waits until its output has these words, after the first so many characters.</summary>
    public Task SaysAsync(string words, int after = 0) => Eventually.TrueAsync(
        () => Output[after..].Contains(words, StringComparison.Ordinal), () => $"LocalCluster says: {words}\n{Output}", ProcessLimit);

    /// <summary>A token for a user of this cluster.</summary>
    public string TokenFor(string user, string? role = null) => Tokens.For(user, Info.SigningKey, role: role);

    /// <summary>A token for the admin API.</summary>
    public string AdminTokenFor(string user) => Tokens.For(user, Info.AdminSigningKey, role: "admin");

    /// <summary>SIGTERM, and waits until it has ended. Its exit code.</summary>
    public async Task<int> StopAsync()
    {
        _process.Terminate();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>SIGKILL to LocalCluster alone: its children must notice by themselves.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until no process of the cluster is left.</summary>
    /// <exception cref="TimeoutException">Some are, within the bound; the message names them.</exception>
    public async Task NothingIsLeftAsync()
    {
        try
        {
            await Eventually.TrueAsync(() => Left().Count == 0, "the cluster's processes end");
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Still there: {string.Join("; ", Left().Select(Describe))}");
        }
    }

    /// <summary>Ends it by SIGTERM, and fails if it leaves a process behind.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                await StopAsync();
            }

            await NothingIsLeftAsync();
        }
        finally
        {
            All.TryRemove(this, out _);
            Left().ToList().ForEach(pid => ServerProcess.Signal(pid, 9));
            await _process.DisposeAsync();
            _folder.Dispose();
        }
    }

    private static string Describe(int pid)
    {
        try
        {
            return $"{pid} {File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ')}";
        }
        catch (IOException)
        {
            return $"{pid}";
        }
    }

    /// <summary>What runs where now; null before the cluster is ready.</summary>
    public ClusterInfo? ReadReadyFile() =>
        File.Exists(_folder["ready.json"]) ? JsonSerializer.Deserialize<ClusterInfo>(File.ReadAllText(_folder["ready.json"]), Json) : null;

    /// <summary>
    /// The cluster's processes, whoever their parent is now: they have inherited an environment variable. nginx writes its title over
    /// its environment, so it is known by its command line or working folder.
    /// </summary>
    private List<int> Left()
    {
        List<int> left = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var pid) && ServerProcess.IsRunning(pid) && IsOurs(pid))
            {
                left.Add(pid);
            }
        }

        return left;
    }

    private bool IsOurs(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Contains(_mark, StringComparison.Ordinal)
                || File.ReadAllText($"/proc/{pid}/cmdline").Contains(_folder.Path, StringComparison.Ordinal)
                || File.ResolveLinkTarget($"/proc/{pid}/cwd", false)?.FullName.StartsWith(_folder.Path, StringComparison.Ordinal) == true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

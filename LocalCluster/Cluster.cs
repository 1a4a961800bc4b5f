using System.Diagnostics;
using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Data;
using AspireChat.LocalCluster.Ingress;
using AspireChat.LocalCluster.Nodes;
using AspireChat.LocalCluster.Options;
using AspireChat.LocalCluster.Ports;
using AspireChat.LocalCluster.Redis;
using AspireChat.LocalCluster.Telemetry;
using AspireChat.LocalCluster.Terminal;

namespace AspireChat.LocalCluster;

/// <summary>The whole cluster on this machine. Disposing it ends every process that it started.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(250);

    private readonly ClusterOptions _options;
    private readonly ClusterOutput _output;
    private readonly DataFolder _data;
    private readonly PortPlan _ports;
    private readonly HealthProbe _health = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<ChildProcess> _children = [];

    private EmbeddedRedis? _embedded;
    private string _redisKind = "";
    private string _redis = "";
    private string _signingKey = "";
    private string _adminKey = "";
    private ChildSpecs? _specs;
    private NodeSlots? _nodes;
    private TelemetryTarget? _telemetry;
    private AspireDashboard? _dashboard;
    private ChildProcess? _adminNode, _web, _nginx, _dashboardProcess;
    private YarpIngress? _yarp;
    private volatile bool _isReady;
    private Task _watching = Task.CompletedTask;

    /// <summary>Takes the data folder and the ports; nothing runs yet.</summary>
    /// <exception cref="CannotStartException">They cannot be had.</exception>
    public Cluster(ClusterOptions options, ClusterOutput output)
    {
        (_options, _output) = (options, output);
        _ports = PortPlan.Take(options.Port, options.Slots);
        try
        {
            _data = DataFolder.Open(options.Data);
        }
        catch
        {
            _ports.Dispose();
            throw;
        }
    }

    public NodeSlots Nodes => _nodes ?? throw new InvalidOperationException("Not started.");

    /// <summary>Raised when anything changed that <see cref="Report"/> tells.</summary>
    public event Action? Changed;

    /// <summary>What runs where, now.</summary>
    public ClusterReport Report() => new()
    {
        Page = $"http://localhost:{_options.Port}",
        Ingress = new Uri($"http://127.0.0.1:{_options.Port}"),
        IngressKind = _nginx is null ? "yarp" : "nginx",
        IngressPid = _nginx?.Id ?? Environment.ProcessId,
        Nodes = Nodes.Snapshot(),
        AdminNode = AddressOf(_ports.AdminNode),
        AdminNodePid = PidOf(_adminNode),
        AdminKey = _adminKey,
        Web = AddressOf(_ports.Web),
        WebPid = PidOf(_web),
        Redis = _redis,
        RedisKind = _redisKind,
        RedisPid = _embedded is null ? null : Environment.ProcessId,
        SigningKey = _signingKey,
        Telemetry = _telemetry?.Link,
        TelemetryKind = _telemetry?.Kind ?? "",
        DashboardPid = PidOf(_dashboardProcess),
    };

    /// <summary>Starts everything and waits until all of it is healthy.</summary>
    /// <exception cref="CannotStartException">Something did not start; the message says what and why.</exception>
    public async Task StartAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        _signingKey = _data.SigningKey;
        _adminKey = _data.AdminKey;

        ChooseTelemetry();
        progress("redis …");
        await StartRedisAsync();
        _specs = new ChildSpecs(_redis, _signingKey, _adminKey, _data.Files, _telemetry, _options.Web, _options.Verbose);
        _nodes = new NodeSlots(_ports.Nodes, _specs, _health, _output.Line);
        _nodes.Changed += OnNodesChanged;

        var awaited = StartProcesses();
        var dashboard = StartDashboardAsync(limit.Token);
        _watching = _nodes.WatchAsync(WatchInterval, _stopping.Token);
        try
        {
            var waits = awaited.ToArray().Select(one => AwaitHealthAsync(one, progress, awaited, limit.Token)).ToArray();
            await foreach (var wait in Task.WhenEach(waits))
            {
                await wait;
            }

            await dashboard;
            await StartIngressAsync(progress, limit.Token);
            _isReady = true;
        }
        finally
        {
            // The first failure ends the other waits.
            await limit.CancelAsync();
        }
    }

    /// <summary>Starts the node of a slot; the watch tells when it is up. Null, or what is in the way.</summary>
    public string? StartNode(int number)
    {
        var (process, refusal) = Nodes.Start(number);
        Keep(process);
        return refusal;
    }

    /// <summary>Ends everything, in seconds: the children's input closes, what does not end by that is killed, then Redis.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        ChildProcess[] children;
        lock (_gate)
        {
            children = [.. _children];
        }

        foreach (var child in children)
        {
            child.CloseInput();
        }

        var ended = Task.WhenAll(children.Select(child => child.Exited));
        if (_yarp is not null)
        {
            await _yarp.DisposeAsync();
        }

        if (await Task.WhenAny(ended, Task.Delay(StopPatience)) != ended)
        {
            foreach (var child in children.Where(child => !child.Exited.IsCompleted))
            {
                _output.Say($"{child.Name} (pid {child.Id}) does not end; killing it.");
                child.Kill();
            }

            await ended;
        }

        await _watching.ContinueWith(_ => { }, TaskScheduler.Default);
        _embedded?.Dispose();
        _health.Dispose();
        _ports.Dispose();
        _data.Dispose();
        _stopping.Dispose();
    }

    private async Task StartRedisAsync()
    {
        if (_options.Redis is { } given)
        {
            _redisKind = $"Redis {await RealRedis.CheckAsync(given)}, not ours";
            _redis = given;
            return;
        }

        _ports.Redis.Dispose();
        _embedded = EmbeddedRedis.Start(_ports.Redis.Port, _data.Redis);
        _redisKind = "embedded (Garnet)";
        _redis = _embedded.ConnectionString;
    }

    private void ChooseTelemetry()
    {
        _telemetry = ConfiguredTarget.Find(Environment.GetEnvironmentVariable);
        if (_telemetry is not null && _options.Dashboard is not null)
        {
            throw new CannotStartException($"{ConfiguredTarget.EndpointVariable} is set, and so is --dashboard; choose one of the two.");
        }

        if (_telemetry is null && !_options.NoDashboard)
        {
            _dashboard = AspireDashboard.Find(_options.Dashboard);
            _telemetry = _dashboard?.Target(_ports);
        }
    }

    /// <summary>A dashboard that was merely found may fail, and the cluster does without it; one that was asked for may not.</summary>
    private async Task StartDashboardAsync(CancellationToken cancellationToken)
    {
        if (_dashboard is null)
        {
            return;
        }

        try
        {
            _ports.OtlpGrpc.Dispose();
            _ports.OtlpHttp.Dispose();
            _dashboardProcess = StartOther(_dashboard.Spec(_ports), _ports.Dashboard);
            await UntilAsync(
                () => _health.AnswersAsync(AddressOf(_ports.Dashboard), cancellationToken), _dashboardProcess, "The dashboard does not answer", cancellationToken);
            _output.Say($"{AspireDashboard.Name,-11} ready");
        }
        catch (CannotStartException problem) when (_options.Dashboard is null && !cancellationToken.IsCancellationRequested)
        {
            _output.Say($"No dashboard: {problem.Message} Without one: --dashboard off.");
            _telemetry = null;
        }
    }

    private List<(ChildProcess Process, Uri Address)> StartProcesses()
    {
        var awaited = new List<(ChildProcess, Uri)>();
        for (var number = 1; number <= _options.Nodes; number++)
        {
            awaited.Add((Keep(Nodes.Start(number).Process)!, AddressOf(_ports.Nodes[number - 1])));
        }

        _adminNode = StartOther(_specs!.AdminNode(AddressOf(_ports.AdminNode)), _ports.AdminNode);
        _web = StartOther(_specs.Web(AddressOf(_ports.Web)), _ports.Web);
        awaited.Add((_adminNode, AddressOf(_ports.AdminNode)));
        awaited.Add((_web, AddressOf(_ports.Web)));
        return awaited;
    }

    private async Task StartIngressAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        progress("ingress …");
        if (_options.Ingress == IngressKind.Nginx)
        {
            var spec = NginxSpec.Create(_data.Nginx, _options.Port, Nodes.ForIngress, AddressOf(_ports.AdminNode), AddressOf(_ports.Web), _telemetry);
            _nginx = StartOther(spec, _ports.Ingress);
        }
        else
        {
            _ports.Ingress.Dispose();
            _yarp = YarpIngress.Build(new YarpIngressOptions
            {
                Port = _options.Port,
                Web = AddressOf(_ports.Web),
                AdminNode = AddressOf(_ports.AdminNode),
                Telemetry = _telemetry?.Page,
                TelemetryKey = _telemetry?.PageKey,
                Networks = true,
                Slots = Nodes.ForIngress,
            });
            await _yarp.StartAsync(cancellationToken);
            _yarp.Update(Nodes.ForIngress);
        }

        var address = new Uri($"http://127.0.0.1:{_options.Port}");
        await UntilAsync(() => _health.LeadsOnAsync(address, cancellationToken), _nginx, "The ingress does not lead to the page and the nodes", cancellationToken);
        _output.Say($"{"ingress",-11} ready");
    }

    private ChildProcess StartOther(ChildSpec spec, PortReservation port)
    {
        port.Dispose();
        var process = Keep(ChildProcess.Start(spec, _output.Line))!;
        _ = TellWhenEndedAsync(process);
        return process;
    }

    private async Task AwaitHealthAsync(
        (ChildProcess Process, Uri Address) one, Action<string> progress, List<(ChildProcess Process, Uri Address)> all, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await UntilAsync(() => _health.IsHealthyAsync(one.Address, cancellationToken), one.Process, $"{one.Process.Name} does not become healthy", cancellationToken);
        lock (_gate)
        {
            all.Remove(one);
            _output.Say($"{one.Process.Name,-11} ready after {clock.Elapsed.TotalSeconds:F1} s");
            progress($"Waiting for {string.Join(", ", all.Select(other => other.Process.Name))} …");
        }
    }

    /// <summary>Polls until it is so; not longer than the start may take, nor than the process lives.</summary>
    private static async Task UntilAsync(Func<Task<bool>> isSo, ChildProcess? process, string complaint, CancellationToken cancellationToken)
    {
        try
        {
            while (!await isSo())
            {
                if (process is { Exited.IsCompleted: true })
                {
                    throw new CannotStartException(
                        $"{process.Name} ended with exit code {await process.Exited} while starting. Its last words: {process.LastLine ?? "none"}");
                }

                await Task.Delay(100, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            throw new CannotStartException($"{complaint} within {StartLimit.TotalMinutes:F0} minutes; its log lines above (more with --verbose) say why.");
        }
    }

    private void OnNodesChanged(string? news)
    {
        _yarp?.Update(Nodes.ForIngress);
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        if (news is not null && _isReady)
        {
            _output.Say(news);
        }

        Changed?.Invoke();
    }

    private async Task TellWhenEndedAsync(ChildProcess process)
    {
        var code = await process.Exited;
        if (_isReady && !_stopping.IsCancellationRequested)
        {
            _output.Say($"{process.Name} (pid {process.Id}) ended with exit code {code}. End the cluster with quit, and start it again.");
            Changed?.Invoke();
        }
    }

    private ChildProcess? Keep(ChildProcess? process)
    {
        if (process is not null)
        {
            lock (_gate)
            {
                _children.Add(process);
            }
        }

        return process;
    }

    private static int? PidOf(ChildProcess? process) => process is { Exited.IsCompleted: false } ? process.Id : null;

    private static Uri AddressOf(PortReservation port) => new($"http://127.0.0.1:{port.Port}");
}

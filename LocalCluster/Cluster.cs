using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Data;
using AspireChat.LocalCluster.Ingress;
using AspireChat.LocalCluster.Nodes;
using AspireChat.LocalCluster.Options;
using AspireChat.LocalCluster.Ports;
using AspireChat.LocalCluster.Programs;
using AspireChat.LocalCluster.Redis;
using AspireChat.LocalCluster.Reports;
using AspireChat.LocalCluster.Telemetry;

namespace AspireChat.LocalCluster;

/// <summary>The whole cluster on this machine. Disposing it stops every process that it started.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(250);

    private readonly ClusterOptions _options;
    private readonly ClusterOutput _output;
    private readonly DataFolder _data;
    private readonly PortPlan _ports;
    private readonly HealthProbe _health = new();
    private readonly ChildProcesses _children;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _updatingIngress = new();

    // Null until started.
    private ClusterTelemetry? _telemetry;
    private ClusterRedis? _redis;
    private NodeSlots? _nodes;
    private ClusterPart? _adminNode, _web;
    private ClusterIngress? _ingress;
    private volatile bool _isReady;
    private Task _watching = Task.CompletedTask;

    /// <summary>Takes the data folder and the ports; nothing runs yet.</summary>
    /// <exception cref="CannotStartException">One of them is not available.</exception>
    public Cluster(ClusterOptions options, ClusterOutput output)
    {
        (_options, _output, _children) = (options, output, new ChildProcesses(output));
        if (options.Ingress == IngressKind.Nginx)
        {
            NginxSpec.EnsureInstalled();
        }

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

    /// <summary>The processes besides the nodes.</summary>
    public IEnumerable<ClusterPart> Parts => new[] { _adminNode, _web, _ingress?.Nginx, _telemetry?.Dashboard }.OfType<ClusterPart>();

    /// <summary>Raised when <see cref="Report"/> would return something new.</summary>
    public event Action? Changed;

    /// <summary>What runs where at this moment.</summary>
    public ClusterReport Report() => new()
    {
        Page = $"http://localhost:{_options.Port}",
        Ingress = _ports.Ingress.Address,
        IngressKind = _ingress!.Kind,
        IngressPid = _ingress.Pid,
        Nodes = Nodes.Snapshot(),
        AdminNode = _ports.AdminNode.Address,
        AdminNodePid = _adminNode!.Pid,
        Secrets = _data.Secrets,
        Web = _ports.Web.Address,
        WebPid = _web!.Pid,
        Redis = _redis!.Connection,
        RedisKind = _redis.Kind,
        RedisPid = _redis.Pid,
        Telemetry = _telemetry!.Target?.Link,
        TelemetryKind = _telemetry.Target?.Kind ?? "",
        DashboardPid = _telemetry.Dashboard?.Pid,
    };

    /// <summary>Starts everything and waits until all of it is healthy.</summary>
    /// <exception cref="CannotStartException">Something did not start; the message says what and why.</exception>
    public async Task StartAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Readiness.Limit);
        try
        {
            _telemetry = ClusterTelemetry.Choose(_options, _ports, _health, _children);
            progress("redis …");
            _redis = await ClusterRedis.StartAsync(_options.Redis, _ports.Redis, _data, Tell);

            var starting = StartProcesses(_telemetry, _redis);
            var dashboard = _telemetry.StartAsync(_ports, _output, limit.Token);

            // Built while the processes start: its just-in-time compilation takes a good part of a second.
            var target = _telemetry.Target;
            var ingress = Task.Run(() => CreateIngress(target));
            await Readiness.AllHealthyAsync(starting, _health, _output, progress, limit.Token);
            await dashboard;

            progress("ingress …");
            limit.CancelAfter(Readiness.Limit);
            _ingress = await ingress;
            if (_telemetry.Target != target)
            {
                // The dashboard, which it would lead to, does not run.
                await _ingress.DisposeAsync();
                _ingress = CreateIngress(_telemetry.Target);
            }

            UpdateIngress(); // A node may have come up while the ingress was created.
            await _ingress.StartAsync(_output, limit.Token);
            foreach (var part in Parts)
            {
                part.Changed += Tell;
            }

            _isReady = true;
        }
        finally
        {
            // The first failure cancels the other waits.
            await limit.CancelAsync();
        }
    }

    /// <summary>Stops everything within seconds: the processes, then Redis.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        var ended = _children.EndAsync();
        if (_ingress is not null)
        {
            await _ingress.DisposeAsync();
        }

        await ended;
        await _watching.ContinueWith(_ => { }, TaskScheduler.Default);
        _redis?.Dispose();
        _health.Dispose();
        _ports.Dispose();
        _data.Dispose();
        _stopping.Dispose();
    }

    private List<(ChildProcess Process, Uri Address)> StartProcesses(ClusterTelemetry telemetry, ClusterRedis redis)
    {
        var specs = new ProgramSpecs(
            redis.Connection, _ports.AdminNode.Address, _data.Secrets, _data.Files, telemetry.Target, _options.Published, _options.Verbose);
        _nodes = new NodeSlots(_ports.Nodes, specs, _health, _children);
        _nodes.Changed += OnNodesChanged;
        _adminNode = new ClusterPart(
            "admin", _ports.AdminNode, () => specs.AdminNode(_ports.AdminNode.Address), _health.IsHealthyAsync, _children);
        _web = new ClusterPart("web", _ports.Web, () => specs.Web(_ports.Web.Address), _health.IsHealthyAsync, _children);

        var starting = Enumerable.Range(1, _options.Nodes)
            .Select(number => (_nodes.Start(number).Process!, _ports.Nodes[number - 1].Address))
            .ToList();
        starting.AddRange([(_adminNode.Start(), _adminNode.Address), (_web.Start(), _web.Address)]);
        _watching = _nodes.WatchAsync(WatchInterval, _stopping.Token);
        return starting;
    }

    private ClusterIngress CreateIngress(TelemetryTarget? telemetry) => _options.Ingress == IngressKind.Nginx
        ? ClusterIngress.ByNginx(
            _ports.Ingress,
            () => NginxSpec.Create(_data.Nginx, _options.Port, Nodes.ForIngress, _ports.AdminNode.Address, _ports.Web.Address, telemetry),
            _health,
            _children)
        : ClusterIngress.Yarp(
            _ports.Ingress,
            new YarpIngressOptions
            {
                Web = _ports.Web.Address,
                AdminNode = _ports.AdminNode.Address,
                Telemetry = telemetry?.Page,
                TelemetryKey = telemetry?.PageKey,
                Networks = true,
                Slots = Nodes.ForIngress,
            },
            _health);

    private void OnNodesChanged(string? news)
    {
        UpdateIngress();
        Tell(news);
    }

    /// <summary>Passes the nodes' states to the ingress. One call at a time, so that an older state never overwrites a newer one.</summary>
    private void UpdateIngress()
    {
        lock (_updatingIngress)
        {
            _ingress?.Update(Nodes.ForIngress);
        }
    }

    /// <summary>Tells the operator the news, if there is any, unless the cluster is starting or stopping.</summary>
    private void Tell(string? news)
    {
        if (!_isReady || _stopping.IsCancellationRequested)
        {
            return;
        }

        // The ready file first, so that a reader of the line finds the change in the file.
        Changed?.Invoke();
        if (news is not null)
        {
            _output.Say(news);
        }
    }
}

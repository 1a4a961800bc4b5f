using System.Runtime.CompilerServices;
using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;

namespace AspireChat.Web.Client.Admin.Live;

/// <summary>The live state of the cluster: keeps the event stream open while an admin page is shown, and collects its events.</summary>
public sealed class ClusterLive(AdminClient client, AdminSession session, TimeProvider time) : IDisposable
{
    private const int MaxEvents = 200;
    private const int RecentActions = 20;

    /// <summary>How long a stopped node stays on the page, so that it is noticed.</summary>
    private static readonly TimeSpan GoneFor = TimeSpan.FromMinutes(10);

    /// <summary>A sample arrives every second; without one for this long, the stream is broken.</summary>
    private static readonly TimeSpan StreamTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(10);

    private readonly SampleWindow _window = new();
    private readonly Dictionary<string, LiveNode> _nodes = [];
    private readonly LinkedList<ClusterEvent> _events = [];
    private CancellationTokenSource? _stop;

    /// <summary>A new sample (every second), another status, or an event of a node or an action.</summary>
    public event Action? Changed;

    /// <summary>An event other than a sample.</summary>
    public event Action<ClusterEvent>? EventReceived;

    /// <summary>The status of the stream.</summary>
    public StreamStatus Status { get; private set; }

    /// <summary>The last five minutes, oldest first.</summary>
    public IReadOnlyList<ClusterStatistics> Samples => _window.Samples;

    /// <summary>The newest sample; null before the first.</summary>
    public ClusterStatistics? Latest => _window.Latest;

    /// <summary>The nodes by name, including those that stopped recently.</summary>
    public IEnumerable<LiveNode> Nodes => _nodes.Values.OrderBy(node => node.Name, NodeNames.Order);

    /// <summary>The number of nodes that are up or draining.</summary>
    public int LivingCount => _nodes.Values.Count(node => !node.Gone);

    /// <summary>The events, newest first.</summary>
    public IEnumerable<ClusterEvent> Events => _events;

    /// <summary>The node of this name, or null.</summary>
    public LiveNode? Node(string name) => _nodes.GetValueOrDefault(name);

    /// <summary>Opens the stream, and keeps it open until <see cref="Stop"/>.</summary>
    public void Start()
    {
        if (_stop is null)
        {
            _stop = new CancellationTokenSource();
            Status = StreamStatus.Connecting;
            _ = RunAsync(_stop.Token);
        }
    }

    /// <summary>Closes the stream.</summary>
    public void Stop()
    {
        _stop?.Cancel();
        _stop?.Dispose();
        _stop = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private async Task RunAsync(CancellationToken stop)
    {
        for (var failures = 0; !stop.IsCancellationRequested && session.Value is not null; failures++)
        {
            try
            {
                // Before streaming, so that the charts and the events start full and have no gap after a reconnect.
                var history = await client.Cluster.HistoryAsync();
                await LoadEventsAsync(history);
                Apply(history.Samples);
                await foreach (var clusterEvent in WithDeadlineAsync(stop))
                {
                    failures = 0;
                    Apply(clusterEvent);
                }
            }
            catch (Exception broken) when (broken
                is AdminProblemException or HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                // The status tells it.
            }

            if (!stop.IsCancellationRequested)
            {
                Status = StreamStatus.Reconnecting;
                Changed?.Invoke();
                await Task.Delay(RetryDelay(failures), time, CancellationToken.None);
            }
        }
    }

    /// <summary>
    /// Loads what happened before: the events of nodes and actions that the admin node remembers, and older actions from the audit log.
    /// </summary>
    private async Task LoadEventsAsync(StatisticsHistory history)
    {
        var known = history.Events;
        var older = known.Count(entry => entry.Kind == "action") >= RecentActions
            ? []
            : (await client.Cluster.AuditAsync(new ListRequest(RecentActions))).Items
                .Select(entry => new ClusterEvent { Kind = "action", At = entry.At, Action = entry });
        var all = _events.Concat(known).Concat(older)
            .DistinctBy(entry => entry.Action is { } action ? action.Id : $"{entry.Kind} {entry.Node} {entry.Room} {entry.User} {entry.At}")
            .OrderByDescending(entry => entry.At).Take(MaxEvents).ToList();
        _events.Clear();
        all.ForEach(entry => _events.AddLast(entry));
    }

    private async IAsyncEnumerable<ClusterEvent> WithDeadlineAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(StreamTimeout);
        await foreach (var clusterEvent in client.Cluster.EventsAsync(timeout.Token))
        {
            timeout.CancelAfter(StreamTimeout);
            yield return clusterEvent;
        }
    }

    private static TimeSpan RetryDelay(int failures)
    {
        var maximum = Math.Min(MaxRetryDelay.TotalMilliseconds, 250 * Math.Pow(2, Math.Min(failures, 10)));
        return TimeSpan.FromMilliseconds(maximum * (0.5 + Random.Shared.NextDouble() / 2));
    }

    private void Apply(ClusterEvent clusterEvent)
    {
        if (clusterEvent.Statistics is { } sample)
        {
            Status = StreamStatus.Live;
            Apply([sample]);
            return;
        }

        _events.AddFirst(clusterEvent);
        if (_events.Count > MaxEvents)
        {
            _events.RemoveLast();
        }

        EventReceived?.Invoke(clusterEvent);
        if (clusterEvent.Kind is not ("join" or "leave"))
        {
            Changed?.Invoke(); // There may be hundreds of joins; they are shown with the next sample.
        }
    }

    private void Apply(IReadOnlyList<ClusterStatistics> samples)
    {
        _window.Add(samples);
        foreach (var sample in samples)
        {
            Update(sample);
        }

        Changed?.Invoke();
    }

    private void Update(ClusterStatistics sample)
    {
        if (sample.At < Latest?.At - (long)GoneFor.TotalMilliseconds)
        {
            return;
        }

        // A restarted node may share its name with its stopping predecessor for a moment.
        var living = sample.Nodes.GroupBy(node => node.Name).ToDictionary(same => same.Key, same => same.MaxBy(node => node.StartedAt)!);
        foreach (var (name, node) in living)
        {
            _nodes[name] = new LiveNode(node, sample.At, Gone: false);
        }

        foreach (var (name, known) in _nodes.ToArray())
        {
            if (!living.ContainsKey(name))
            {
                _nodes[name] = known with { Gone = true };
                if (sample.At - known.SeenAt > GoneFor.TotalMilliseconds)
                {
                    _nodes.Remove(name);
                }
            }
        }
    }
}

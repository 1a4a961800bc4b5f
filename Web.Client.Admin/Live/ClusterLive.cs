using System.Runtime.CompilerServices;
using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Access;
using AspireChat.Web.Client.Admin.Api;

namespace AspireChat.Web.Client.Admin.Live;

/// <summary>The cluster as it is now: the event stream, kept open while an admin page is, and what came of it.</summary>
public sealed class ClusterLive(AdminClient client, AdminSession session, TimeProvider time) : IDisposable
{
    private const int KeptEvents = 200;

    /// <summary>A gone node stays on the page for so long, so that a person sees what happened.</summary>
    private static readonly TimeSpan GoneFor = TimeSpan.FromMinutes(10);

    /// <summary>A sample comes each second; so long without one means that the stream is broken and does not know it.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly SampleWindow _window = new();
    private readonly Dictionary<string, LiveNode> _nodes = [];
    private readonly LinkedList<ClusterEvent> _events = [];
    private CancellationTokenSource? _stop;

    /// <summary>Another sample (so once a second), another status, or an event of a node or an action.</summary>
    public event Action? Changed;

    /// <summary>Each event but the samples.</summary>
    public event Action<ClusterEvent>? Happened;

    /// <summary>Whether what is shown is of now.</summary>
    public StreamStatus Status { get; private set; }

    /// <summary>The last five minutes, oldest first.</summary>
    public IReadOnlyList<ClusterStatistics> Samples => _window.Samples;

    /// <summary>The newest sample; null before the first.</summary>
    public ClusterStatistics? Latest => _window.Latest;

    /// <summary>The nodes by name, with those that went lately.</summary>
    public IEnumerable<LiveNode> Nodes => _nodes.Values.OrderBy(node => node.Name, NodeNames.Order);

    /// <summary>How many nodes are up or draining.</summary>
    public int Living => _nodes.Values.Count(node => !node.Gone);

    /// <summary>What happened, newest first.</summary>
    public IEnumerable<ClusterEvent> Events => _events;

    /// <summary>A node, or null when there is none of that name.</summary>
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
                await BeginWithAuditAsync();

                // Before the stream, so that a chart begins full, and after a break, so that it has no hole.
                Take((await client.HistoryAsync()).Samples);
                await foreach (var happened in WithDeadlineAsync(stop))
                {
                    failures = 0;
                    Take(happened);
                }
            }
            catch (Exception broken) when (broken
                is AdminProblemException or HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                // What is to be said is the status.
            }

            if (!stop.IsCancellationRequested)
            {
                Status = StreamStatus.Reconnecting;
                Changed?.Invoke();
                await Task.Delay(Pause(failures), time, CancellationToken.None);
            }
        }
    }

    /// <summary>What was done lately, so that the list of events does not begin empty.</summary>
    private async Task BeginWithAuditAsync()
    {
        if (_events.Count == 0)
        {
            foreach (var entry in (await client.AuditAsync(new ListRequest(20), null, null)).Items)
            {
                _events.AddLast(new ClusterEvent { Kind = "action", At = entry.At, Action = entry });
            }
        }
    }

    private async IAsyncEnumerable<ClusterEvent> WithDeadlineAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var silent = CancellationTokenSource.CreateLinkedTokenSource(stop);
        silent.CancelAfter(Silence);
        await foreach (var happened in client.EventsAsync(silent.Token))
        {
            silent.CancelAfter(Silence);
            yield return happened;
        }
    }

    private static TimeSpan Pause(int failures)
    {
        var longest = Math.Min(LongestPause.TotalMilliseconds, 250 * Math.Pow(2, Math.Min(failures, 10)));
        return TimeSpan.FromMilliseconds(longest * (0.5 + Random.Shared.NextDouble() / 2));
    }

    private void Take(ClusterEvent happened)
    {
        if (happened.Statistics is { } sample)
        {
            Status = StreamStatus.Live;
            Take([sample]);
            return;
        }

        _events.AddFirst(happened);
        if (_events.Count > KeptEvents)
        {
            _events.RemoveLast();
        }

        Happened?.Invoke(happened);
        if (happened.Kind is not ("join" or "leave"))
        {
            Changed?.Invoke(); // Joins may come in hundreds; they can wait for the next sample.
        }
    }

    private void Take(IReadOnlyList<ClusterStatistics> samples)
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

        // A node that was started anew may share its name with its dying predecessor for a moment.
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

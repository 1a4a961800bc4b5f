using System.Diagnostics.Metrics;
using AspireChat.Store.Telemetry;

namespace AspireChat.ChatNode.Delivery;

/// <summary>A node's metrics, meter <c>AspireChat</c>.</summary>
internal sealed class ChatMetrics
{
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _repairs;
    private readonly Counter<long> _feedRefused;
    private readonly Counter<long> _behind;
    private readonly Counter<long> _cut;
    private readonly Counter<long> _rejected;
    private readonly UpDownCounter<int> _rooms;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _lag;

    public ChatMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ChatTelemetry.Name);
        _deliveries = meter.CreateCounter<long>("chat.deliveries", "{event}", "Events written to connections, each connection counted.");
        _repairs = meter.CreateCounter<long>("chat.feed.repairs", "{repair}", "Gaps in a room's feed that were read from the log.");
        _feedRefused = meter.CreateCounter<long>(
            "chat.feed.refused", "{event}", "Entries of a room's feed that no node can have published; they are dropped.");
        _behind = meter.CreateCounter<long>("chat.connections.behind", "{connection}", "Times a connection did not drain and was skipped.");
        _cut = meter.CreateCounter<long>(
            "chat.connections.cut", "{connection}", "Connections that were aborted because they stayed behind.");
        _rejected = meter.CreateCounter<long>("chat.rejected", "{call}", "Calls that were refused, by error.type.");
        _rooms = meter.CreateUpDownCounter<int>("chat.rooms", "{room}", "Rooms with a connection on this node.");
        _lag = meter.CreateHistogram<double>(
            "chat.lag", "ms", "From the moment an event was accepted to the end of its fan-out on this node.");
        _batch = meter.CreateHistogram<int>("chat.batch.size", "{event}", "Events in one Receive.");
    }

    /// <summary>The same numbers, for the node's heartbeat.</summary>
    public NodeTotals Totals { get; } = new();

    public void RoomOpened() => _rooms.Add(1);

    public void RoomClosed() => _rooms.Add(-1);

    /// <param name="batch">What was delivered.</param>
    /// <param name="recipients">To how many connections.</param>
    /// <param name="now">Unix time in milliseconds.</param>
    public void FannedOut(FeedBatch batch, int recipients, long now)
    {
        if (batch.Events.Count == 0)
        {
            return;
        }

        Delivered(batch.Events.Count * recipients);
        _batch.Record(batch.Events.Count);
        for (var i = 0; i < batch.Live.Count; i++)
        {
            var lag = Math.Max(0, now - batch.Live[i].At);
            Totals.Lag.Record(lag);
            _lag.Record(lag);
        }
    }

    public void Delivered(int events)
    {
        _deliveries.Add(events);
        Totals.AddDeliveries(events);
    }

    public void Repaired() => _repairs.Add(1);

    public void FeedRefused() => _feedRefused.Add(1);

    public void Behind() => _behind.Add(1);

    public void Cut() => _cut.Add(1);

    public void Rejected(string code)
    {
        _rejected.Add(1, new KeyValuePair<string, object?>("error.type", code));
        Totals.AddRejected();
    }
}

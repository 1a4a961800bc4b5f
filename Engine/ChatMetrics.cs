using System.Diagnostics.Metrics;

namespace AspireChat.Engine;

/// <summary>What a node counts, meter <c>AspireChat</c>.</summary>
internal sealed class ChatMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "AspireChat";

    private readonly Counter<long> _messages;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _repairs;
    private readonly Counter<long> _behind;
    private readonly Counter<long> _cut;
    private readonly Counter<long> _rejected;
    private readonly Histogram<int> _batch;

    public ChatMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _messages = meter.CreateCounter<long>("chat.messages", "{message}", "Messages accepted by this node.");
        _deliveries = meter.CreateCounter<long>("chat.deliveries", "{event}", "Events written to connections, each connection counted.");
        _repairs = meter.CreateCounter<long>("chat.feed.repairs", "{repair}", "Holes in a room's feed that were read from the log.");
        _behind = meter.CreateCounter<long>("chat.connections.behind", "{connection}", "Times a connection did not drain and was left out.");
        _cut = meter.CreateCounter<long>("chat.connections.cut", "{connection}", "Connections that were cut because they stayed behind.");
        _rejected = meter.CreateCounter<long>("chat.rejected", "{call}", "Calls that were refused, by error.type.");
        _batch = meter.CreateHistogram<int>("chat.batch.size", "{event}", "Events in one Receive.");
    }

    public void Message() => _messages.Add(1);

    public void FannedOut(int events, int recipients)
    {
        _deliveries.Add((long)events * recipients);
        _batch.Record(events);
    }

    public void Delivered(int events) => _deliveries.Add(events);

    public void Repaired(long count) => _repairs.Add(count);

    public void Behind() => _behind.Add(1);

    public void Cut() => _cut.Add(1);

    public void Rejected(string code) => _rejected.Add(1, new KeyValuePair<string, object?>("error.type", code));
}

using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.Delivery;

/// <summary>Everything that waited in a feed at one moment. There is one object for each room, which is refilled every time.</summary>
internal sealed class FeedBatch
{
    /// <summary>Maximum number of events in one batch; the rest goes into the next.</summary>
    public const int MaxEvents = 256;

    private readonly List<ReadOnlyMemory<byte>> _events = [];
    private readonly List<ReadOnlyMemory<byte>> _ephemeral = [];
    private readonly List<FeedEntry> _live = [];

    /// <summary>The log's epoch.</summary>
    public string Epoch { get; private set; } = "";

    /// <summary>
    /// The seq after which the batch continues. Greater than the previous batch's <see cref="Last"/> if events are lost for good.
    /// </summary>
    public long After { get; private set; }

    /// <summary>The seq of the last event.</summary>
    public long Last { get; private set; }

    /// <summary>The events with a seq, in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Events => _events;

    /// <summary>The events without one.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> EphemeralEvents => _ephemeral;

    /// <summary>Those of <see cref="Events"/> that came from the feed rather than from the log, with the feed's details.</summary>
    public IReadOnlyList<FeedEntry> Live => _live;

    /// <summary>Whether the log has a new epoch since the previous batch.</summary>
    public bool EpochChanged { get; private set; }

    /// <summary>Whether there is nothing to deliver.</summary>
    public bool IsEmpty => _events.Count + _ephemeral.Count == 0 && !EpochChanged;

    /// <summary>Whether nothing more should be added.</summary>
    public bool IsFull => _events.Count + _ephemeral.Count >= MaxEvents;

    internal void Begin(LogPosition after, bool epochChanged = false)
    {
        EpochChanged = epochChanged;
        _events.Clear();
        _ephemeral.Clear();
        _live.Clear();
        Epoch = after.Epoch;
        After = Last = after.Seq;
    }

    internal void Add(long seq, ReadOnlyMemory<byte> json)
    {
        _events.Add(json);
        Last = seq;
    }

    internal void Add(in FeedEntry entry)
    {
        Add(entry.Seq, entry.Json);
        _live.Add(entry);
    }

    internal void AddEphemeral(ReadOnlyMemory<byte> json) => _ephemeral.Add(json);
}

using AspireChat.Contracts;

namespace AspireChat.Client.Rooms;

/// <summary>What came of a batch or of a join's answer.</summary>
/// <param name="Updates">What to tell, in order.</param>
/// <param name="Rejoin">Something is missing: join with <see cref="RoomSequence.NextJoin"/>.</param>
internal readonly record struct SequenceStep(IReadOnlyList<RoomUpdate> Updates, bool Rejoin);

/// <summary>
/// Turns a room's batches and join answers, which may overlap, repeat and leave holes, into every event once and in order.
/// Not safe for several threads.
/// </summary>
internal sealed class RoomSequence(string room, int? page = null)
{
    /// <summary>Events held back while a join is under way. More than a node's answer could bring are worth less than the memory.</summary>
    internal const int MaxHeldEvents = 10_000;

    private readonly List<RoomBatch> _held = [];
    private int _heldEvents;
    private bool _heldOverflowed;
    private bool _joined;
    private bool _holding = true;

    /// <summary>The epoch of <see cref="LastSeq"/>; empty before the first join.</summary>
    public string Epoch { get; private set; } = "";

    /// <summary>The last seq that has been told.</summary>
    public long LastSeq { get; private set; }

    /// <summary>What to ask for. From now on batches are held back until <see cref="Join"/>.</summary>
    public JoinRequest NextJoin()
    {
        _holding = true;
        return new JoinRequest { Room = room, Epoch = _joined ? Epoch : null, After = _joined ? LastSeq : null, Limit = page };
    }

    /// <summary>Takes the answer to a join, then what was held back meanwhile.</summary>
    public SequenceStep Join(JoinResult result)
    {
        var previousEpoch = Epoch;
        var updates = new List<RoomUpdate>();
        var rejoin = _joined && result.Epoch == Epoch && !result.Truncated ? Resume(result, updates) : Restart(result, updates);
        if (!_joined)
        {
            return new SequenceStep(updates, rejoin);
        }

        _holding = false;
        rejoin |= _heldOverflowed;
        RoomBatch[] held = [.. _held];
        DropHeld();
        foreach (var batch in held)
        {
            // What the feed still brought of the log that this one replaced is void; any other epoch is news.
            if (batch.Epoch == Epoch || batch.Epoch != previousEpoch)
            {
                var step = Receive(batch);
                updates.AddRange(step.Updates);
                rejoin |= step.Rejoin;
            }
        }

        return new SequenceStep(updates, rejoin);
    }

    /// <summary>Takes a batch of the feed.</summary>
    public SequenceStep Receive(RoomBatch batch)
    {
        if (_holding)
        {
            Hold(batch);
            return new SequenceStep([], Rejoin: false);
        }

        if (batch.Epoch != Epoch)
        {
            _holding = true;
            Hold(batch);
            return new SequenceStep([], Rejoin: true);
        }

        var fresh = TakeNext(batch.Events, out var hole);
        if (hole >= 0)
        {
            _holding = true;
            Hold(batch with { Events = [.. batch.Events.Skip(hole)] });
        }

        return new SequenceStep(fresh.Count == 0 ? [] : [new RoomUpdate(room, fresh, Reset: false, Live: true)], hole >= 0);
    }

    private bool Resume(JoinResult result, List<RoomUpdate> updates)
    {
        var from = LastSeq;
        var fresh = TakeNext(result.Events, out var hole);
        if (fresh.Count > 0)
        {
            updates.Add(new RoomUpdate(room, fresh, Reset: false, Live: false));
        }

        if (hole < 0 && LastSeq == result.Head)
        {
            return false;
        }

        // The answer did not reach the head: ask for the rest. If it brought nothing, or the head went back (a replica took
        // over without the newest writes, in the same epoch), what we have no longer fits the log: ask for its newest page.
        if (LastSeq == from || LastSeq > result.Head)
        {
            _joined = false;
            DropHeld();
        }

        return true;
    }

    private bool Restart(JoinResult result, List<RoomUpdate> updates)
    {
        Epoch = result.Epoch;
        LastSeq = Math.Max(result.Head, result.Events.Count > 0 ? result.Events[^1].Seq : 0);
        _joined = true;
        updates.Add(new RoomUpdate(room, result.Events, Reset: true, Live: false));
        return false;
    }

    /// <summary>The events that are next in turn, and the ephemeral ones; <paramref name="hole"/> is the index of the first that is not, or -1.</summary>
    private IReadOnlyList<RoomEvent> TakeNext(IReadOnlyList<RoomEvent> events, out int hole)
    {
        hole = -1;
        var next = new List<RoomEvent>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            var seq = events[i].Seq;
            if (seq > LastSeq + 1)
            {
                hole = i;
                break;
            }

            if (seq == LastSeq + 1)
            {
                LastSeq = seq;
                next.Add(events[i]);
            }
            else if (seq == 0)
            {
                next.Add(events[i]);
            }
        }

        return next.Count == events.Count ? events : next;
    }

    private void Hold(RoomBatch batch)
    {
        if (_heldEvents + batch.Events.Count > MaxHeldEvents)
        {
            // The next join brings them, or the newest page.
            DropHeld();
            _heldOverflowed = true;
            return;
        }

        _held.Add(batch);
        _heldEvents += batch.Events.Count;
    }

    private void DropHeld()
    {
        _held.Clear();
        _heldEvents = 0;
        _heldOverflowed = false;
    }
}

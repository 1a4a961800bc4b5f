using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>The outcome of a batch or a join result.</summary>
/// <param name="Updates">The updates to raise, in order.</param>
/// <param name="Rejoin">True if events are missing: join again with <see cref="RoomSequence.NextJoin"/>.</param>
internal readonly record struct SequenceStep(IReadOnlyList<RoomUpdate> Updates, bool Rejoin);

/// <summary>
/// Turns a room's batches and join results, which can overlap, repeat and leave gaps, into every event once and in order.
/// Not thread-safe.
/// </summary>
internal sealed class RoomSequence(string room, int? page = null)
{
    /// <summary>Maximum number of events held back during a join. Beyond that, another join is cheaper than the memory.</summary>
    internal const int MaxHeldEvents = 10_000;

    private readonly List<RoomBatch> _held = [];
    private int _heldEvents;
    private bool _heldOverflowed;
    private bool _joined;
    private bool _holding = true;

    /// <summary>The epoch of <see cref="LastSeq"/>; empty before the first join.</summary>
    public string Epoch { get; private set; } = "";

    /// <summary>The last seq that was part of an update.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Returns the next join request. From now on batches are held back until <see cref="Join"/>.</summary>
    public JoinRequest NextJoin()
    {
        _holding = true;
        return new JoinRequest { Room = room, Epoch = _joined ? Epoch : null, After = _joined ? LastSeq : null, Limit = page };
    }

    /// <summary>Processes a join result, then the batches held back in the meantime.</summary>
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
            // Batches of the previous epoch are outdated. Batches of any other epoch are new.
            if (batch.Epoch == Epoch || batch.Epoch != previousEpoch)
            {
                var step = Receive(batch);
                updates.AddRange(step.Updates);
                rejoin |= step.Rejoin;
            }
        }

        return new SequenceStep(updates, rejoin);
    }

    /// <summary>Processes a batch.</summary>
    public SequenceStep Receive(RoomBatch batch)
    {
        if (_holding)
        {
            Hold(batch);
            return new SequenceStep([], Rejoin: false);
        }

        if (batch.Epoch != Epoch)
        {
            // Not held back: the next join result is newer than this batch. If that result still has our epoch, the batch is a late one of
            // a log that was lost, and held back it would request a join after each join.
            _holding = true;
            return new SequenceStep([], Rejoin: true);
        }

        var fresh = TakeNext(batch.Events, out var gap);
        if (gap >= 0)
        {
            _holding = true;
            Hold(batch with { Events = [.. batch.Events.Skip(gap)] });
        }

        return new SequenceStep(fresh.Count == 0 ? [] : [new RoomUpdate(room, fresh, Reset: false, Live: true)], gap >= 0);
    }

    private bool Resume(JoinResult result, List<RoomUpdate> updates)
    {
        var from = LastSeq;
        var fresh = TakeNext(result.Events, out var gap);
        if (fresh.Count > 0)
        {
            updates.Add(new RoomUpdate(room, fresh, Reset: false, Live: false));
        }

        if (gap < 0 && LastSeq == result.Head)
        {
            return false;
        }

        // The result did not reach the head: join again for the rest. If it brought nothing, or the head went back (a replica took
        // over without the newest writes, in the same epoch), our events no longer match the log: get its newest page.
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

    /// <summary>
    /// Returns the events that are next in order, and the ephemeral ones; <paramref name="gap"/> is the index of the first event after a
    /// gap, or -1.
    /// </summary>
    private IReadOnlyList<RoomEvent> TakeNext(IReadOnlyList<RoomEvent> events, out int gap)
    {
        gap = -1;
        var next = new List<RoomEvent>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            var seq = events[i].Seq;
            if (seq > LastSeq + 1)
            {
                gap = i;
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
            // The next join returns them, or the newest page.
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

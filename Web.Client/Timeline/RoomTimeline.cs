using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.Web.Client.Timeline;

/// <summary>
/// A room as the page shows it: the log's events as messages and other entries, followed by the user's own messages that are
/// not in the log yet.
/// </summary>
/// <param name="me">The user's id.</param>
public sealed class RoomTimeline(string me)
{
    private readonly List<TimelineEntry> _entries = [];
    private readonly Dictionary<long, TimelineMessage> _messages = [];

    /// <summary>Changes to messages that are not loaded yet, by the message's seq.</summary>
    private readonly Dictionary<long, List<RoomEvent>> _pendingChanges = [];
    private readonly List<OutboxMessage> _pending = [];
    private readonly List<TimelineGap> _gaps = [];

    /// <summary>In seq order.</summary>
    public IReadOnlyList<TimelineEntry> Entries => _entries;

    /// <summary>The user's own messages that are not in the log yet, in the order of sending.</summary>
    public IReadOnlyList<OutboxMessage> Pending => _pending;

    /// <summary>The seq of the oldest event that is loaded, 0 if none is.</summary>
    public long FirstSeq { get; private set; }

    /// <summary>The seq of the newest event, 0 in an empty room.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Whether the log may hold older events than <see cref="FirstSeq"/>.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>What is missing between the loaded events, in seq order.</summary>
    public IReadOnlyList<TimelineGap> Gaps => _gaps;

    /// <summary>The gap directly before the entry at <paramref name="index"/>; null if there is none.</summary>
    public TimelineGap? GapBefore(int index) => index <= 0 ? null : _gaps.Find(gap =>
        gap.After >= _entries[index - 1].Seq && (index == _entries.Count || gap.Before <= _entries[index].Seq));

    /// <summary>A message that is loaded, or null.</summary>
    public TimelineMessage? Find(long seq) => _messages.GetValueOrDefault(seq);

    /// <summary>The user's newest message that can be edited, or null.</summary>
    public TimelineMessage? LastOwn =>
        _entries.OfType<TimelineMessage>().LastOrDefault(message => message.User == me && message is { Deleted: false, IsQuestion: false });

    /// <summary>The index of the first entry whose seq is <paramref name="seq"/> or greater.</summary>
    public int IndexOf(long seq)
    {
        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _entries[middle].Seq < seq ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Others' messages after <paramref name="seq"/>.</summary>
    public int CountAfter(long seq) => After(seq).Count();

    /// <summary>Others' messages after <paramref name="seq"/>, the newest first.</summary>
    public IEnumerable<TimelineMessage> After(long seq)
    {
        for (var i = _entries.Count - 1; i >= 0 && _entries[i].Seq > seq; i--)
        {
            if (_entries[i] is TimelineMessage { Deleted: false } message && message.User != me)
            {
                yield return message;
            }
        }
    }

    /// <summary>Applies events from the connection.</summary>
    public void Apply(RoomUpdate update)
    {
        if (update.Reset)
        {
            Clear();
        }

        foreach (var entry in update.Events)
        {
            if (entry.Seq > LastSeq)
            {
                FirstSeq = FirstSeq == 0 ? entry.Seq : FirstSeq;
                LastSeq = entry.Seq;
                Add(entry, _entries);
            }
        }

        if (update.Reset)
        {
            HasOlder = FirstSeq > 1;
            // Stored, but not in the newest page: it is older, or was lost with the former log.
            _pending.RemoveAll(message => message.State == OutboxState.Sent);
        }
    }

    /// <summary>Inserts a page of older events.</summary>
    public void ApplyOlder(HistoryResult page)
    {
        Insert(page, after: 0, before: FirstSeq);
        FirstSeq = page.Events is [var first, ..] ? Math.Min(FirstSeq, first.Seq) : FirstSeq;
        HasOlder = page.More;
    }

    /// <summary>
    /// Inserts a page from anywhere in the log. What is still missing before and after it becomes a gap. A page of events that are loaded
    /// already changes nothing.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="before">The seq that was asked for: the page reaches up to the event before it.</param>
    public void ApplyPage(HistoryResult page, long before)
    {
        if (page.Events is not [var first, ..])
        {
            return;
        }

        if (before <= FirstSeq)
        {
            var next = FirstSeq;
            ApplyOlder(page);
            if (before < next)
            {
                _gaps.Insert(0, new TimelineGap(before - 1, next));
            }
        }
        else if (_gaps.Find(gap => gap.After < before - 1 && before <= gap.Before) is { } gap)
        {
            Insert(page, gap.After, before);
            TimelineGap[] left = [new(gap.After, Math.Max(first.Seq, gap.After + 1)), new(before - 1, gap.Before)];
            var index = _gaps.IndexOf(gap);
            _gaps.RemoveAt(index);
            _gaps.InsertRange(index, left.Where(rest => rest.Before > rest.After + 1));
        }
    }

    /// <summary>Whether a message of the user with this id is loaded.</summary>
    public bool HasOwn(string id) => _entries.OfType<TimelineMessage>().Any(stored => stored.User == me && stored.Id == id);

    /// <summary>Shows a message before it is in the log.</summary>
    public void Queue(OutboxMessage message)
    {
        // Its event may have arrived already.
        if (!HasOwn(message.Id))
        {
            _pending.Add(message);
        }
    }

    /// <summary>Removes a discarded message.</summary>
    public void Remove(OutboxMessage message) => _pending.Remove(message);

    private void Clear()
    {
        _entries.Clear();
        _messages.Clear();
        _pendingChanges.Clear();
        _gaps.Clear();
        (FirstSeq, LastSeq, HasOlder) = (0, 0, false);
    }

    private void Insert(HistoryResult page, long after, long before)
    {
        List<TimelineEntry> inserted = [];
        foreach (var entry in page.Events.Where(entry => entry.Seq > after && entry.Seq < before))
        {
            Add(entry, inserted);
        }

        _entries.InsertRange(IndexOf(before), inserted);
    }

    private void Add(RoomEvent entry, List<TimelineEntry> entries)
    {
        switch (entry.Kind)
        {
            case EventKind.Message or EventKind.Question:
                AddMessage(entry, entries);
                break;
            case EventKind.Join or EventKind.Leave:
                entries.Add(new TimelineMembership
                {
                    Seq = entry.Seq,
                    At = entry.Time,
                    User = entry.User,
                    Name = entry.Name ?? entry.User,
                    Joined = entry.Kind == EventKind.Join,
                });
                break;
            case EventKind.Settings when entry.Settings is { } settings:
                entries.Add(new TimelineSettings
                {
                    Seq = entry.Seq,
                    At = entry.Time,
                    User = entry.User,
                    Name = entry.Name ?? entry.User,
                    Settings = settings,
                    Topic = entry.Text,
                });
                break;
            case EventKind.Role when entry is { Member: { } member, Role: { } role }:
                entries.Add(new TimelineRole
                {
                    Seq = entry.Seq,
                    At = entry.Time,
                    User = entry.User,
                    Name = entry.Name ?? entry.User,
                    Member = member.Name,
                    Role = role,
                });
                break;
            case EventKind.Edit or EventKind.Delete or EventKind.Reaction or EventKind.Vote when entry.Target is { } target:
                Change(target, entry);
                break;
        }
    }

    private void AddMessage(RoomEvent entry, List<TimelineEntry> entries)
    {
        var message = new TimelineMessage
        {
            Seq = entry.Seq,
            At = entry.Time,
            User = entry.User,
            Name = entry.Name ?? entry.User,
            Id = entry.Id,
            ReplyTo = entry.ReplyTo,
            Node = entry.Node,
            Text = entry.Text ?? "",
            Attachments = entry.Attachments ?? [],
            IsQuestion = entry.Kind == EventKind.Question,
            Deleted = entry.Removed == true,
        };
        entries.Add(message);
        _messages[entry.Seq] = message;
        if (_pendingChanges.Remove(entry.Seq, out var changes))
        {
            changes.ForEach(message.Apply);
        }

        if (entry.User == me)
        {
            _pending.RemoveAll(pending => pending.Id == entry.Id);
        }
    }

    private void Change(long target, RoomEvent change)
    {
        if (_messages.TryGetValue(target, out var message))
        {
            message.Apply(change);
        }
        else if (_pendingChanges.TryGetValue(target, out var changes))
        {
            changes.Add(change);
        }
        else
        {
            _pendingChanges[target] = [change];
        }
    }
}

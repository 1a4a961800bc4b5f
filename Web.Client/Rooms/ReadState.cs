using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Text;
using AspireChat.Web.Client.Timeline;

namespace AspireChat.Web.Client.Rooms;

/// <summary>How much of a room the user has read, and which members have read the user's last message.</summary>
public sealed class ReadState
{
    private readonly Dictionary<string, long> _readBy = [];
    private readonly string _me;
    private readonly RoomTimeline _timeline;
    private readonly Mentions _mentions;
    private readonly Func<string?> _epoch;
    private readonly Action _changed;
    private MyRoom? _listed;

    /// <summary>Nothing is read or unread yet.</summary>
    /// <param name="me">The user's id.</param>
    /// <param name="timeline">The room's messages.</param>
    /// <param name="mentions">Tells which messages mention the user.</param>
    /// <param name="epoch">The epoch of the loaded log; null while none is loaded.</param>
    /// <param name="changed">Called after a change.</param>
    internal ReadState(string me, RoomTimeline timeline, Mentions mentions, Func<string?> epoch, Action changed) =>
        (_me, _timeline, _mentions, _epoch, _changed) = (me, timeline, mentions, epoch, changed);

    /// <summary>The number of unread messages by others.</summary>
    public int Unread { get; private set; }

    /// <summary>How many of them mention the user.</summary>
    public int Mentioned { get; private set; }

    /// <summary>Messages after this seq were unread when the room was opened; 0 if there were none.</summary>
    public long NewAfter { get; private set; }

    /// <summary>The names of the members who share that they have read the newest message, if that is the user's.</summary>
    public IReadOnlyList<string> ReadBy => _timeline.Entries is [.., TimelineMessage last] && last.User == _me
        ? [.. (_listed?.Members ?? []).Where(member => _readBy.GetValueOrDefault(member.User) >= last.Seq).Select(member => member.Name)]
        : [];

    /// <summary>The seq up to which the user has read.</summary>
    internal long ReadUpTo { get; private set; }

    /// <summary>The seq up to which the server knows it.</summary>
    internal long ReportedUpTo { get; private set; }

    /// <summary>Whether only the server has counted this message as unread: it may lie before the loaded pages.</summary>
    internal bool IsCountedByServer(long? seq) => seq > ReadUpTo && _listed is { Unread: > 0 } listed && seq <= listed.Head;

    internal void SetReported(long seq) => ReportedUpTo = Math.Max(ReportedUpTo, seq);

    /// <summary>Marks everything that is loaded as read. What was unread until now is marked as new.</summary>
    internal void MarkRead()
    {
        if (_epoch() is null)
        {
            return;
        }

        NewAfter = Unread > 0 ? ReadUpTo : 0;
        ReadUpTo = _timeline.LastSeq;
        Count();
        _changed();
    }

    /// <summary>The user has read up to here on another device.</summary>
    internal void ApplyReadElsewhere(long seq)
    {
        if (seq > ReadUpTo)
        {
            ReadUpTo = seq;
            Count();
            _changed();
        }

        SetReported(seq);
    }

    /// <summary>Removes the "new" marker: the user has replied, or opened another room.</summary>
    internal void ClearNew() => NewAfter = 0;

    /// <summary>Applies the room's entry in the server's list.</summary>
    internal void Apply(MyRoom listed)
    {
        _listed = listed;
        var epoch = _epoch();
        if (epoch is null)
        {
            ReadUpTo = ReportedUpTo = listed.Read;
        }
        else if (listed.Epoch == epoch)
        {
            ReadUpTo = Math.Max(ReadUpTo, listed.Read);
        }
    }

    /// <summary>Applies events that the timeline already has.</summary>
    /// <param name="update">The events.</param>
    /// <param name="joinedAt">For the first update after joining: the seq up to which the server says the room is read.</param>
    /// <param name="isFirst">Whether it is the first update.</param>
    /// <param name="isVisible">Whether the user sees the messages as they arrive.</param>
    internal void Apply(RoomUpdate update, long? joinedAt, bool isFirst, bool isVisible)
    {
        if (joinedAt is { } read)
        {
            ReadUpTo = ReportedUpTo = read;
        }

        if (_timeline.LastSeq < ReadUpTo)
        {
            ReadUpTo = ReportedUpTo = _timeline.LastSeq;
        }

        if (isVisible)
        {
            NewAfter = isFirst && _timeline.After(ReadUpTo).Any() ? ReadUpTo : NewAfter;
            ReadUpTo = _timeline.LastSeq;
        }

        foreach (var receipt in update.Events.Where(entry => entry.Kind == EventKind.Read))
        {
            _readBy[receipt.User] = receipt.Target ?? 0;
        }
    }

    internal void Count()
    {
        // The server counts further back than the loaded pages; as long as nothing of that was read, its count holds for what it has seen.
        var epoch = _epoch();
        var counted = _listed is { } listed && listed.Read == ReadUpTo && (epoch is null || listed.Epoch == epoch) ? listed : null;
        var unread = _timeline.After(Math.Max(ReadUpTo, counted?.Head ?? 0)).ToList();
        Unread = unread.Count + (counted?.Unread ?? 0);
        Mentioned = unread.Count(message => _mentions.IsMe(message.Text)) + (counted?.Mentions ?? 0);
    }
}

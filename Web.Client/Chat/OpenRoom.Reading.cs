using AspireChat.Web.Client.Chat.Timeline;

namespace AspireChat.Web.Client.Chat;

/// <content>What of the room is read, and by whom.</content>
public sealed partial class OpenRoom
{
    private readonly Dictionary<string, long> _readBy = [];

    /// <summary>Others' messages that came while the room was not looked at.</summary>
    public int Unread { get; private set; }

    /// <summary>How many of them mention the user.</summary>
    public int Mentioned { get; private set; }

    /// <summary>What came after this seq was new when the room was opened; 0 when nothing was.</summary>
    public long NewAfter { get; private set; }

    /// <summary>Everything up to this seq is read.</summary>
    internal long ReadUpTo { get; private set; }

    /// <summary>How far the server knows that.</summary>
    internal long ReadSaid { get; set; }

    /// <summary>The names of those who have read what was said last, and let others see it.</summary>
    public IReadOnlyList<string> ReadBy => Timeline.Entries is [.., TimelineMessage last] && last.User == _me.User
        ? [.. ListedMembers.Where(member => _readBy.GetValueOrDefault(member.User) >= last.Seq).Select(member => member.Name)]
        : [];

    /// <summary>What is here is read. What was not until now is marked as new.</summary>
    internal void MarkRead()
    {
        if (!Loaded)
        {
            return;
        }

        NewAfter = Unread > 0 ? ReadUpTo : 0;
        ReadUpTo = Timeline.LastSeq;
        Count();
        RaiseChanged();
    }

    /// <summary>Another device has shown everything up to here.</summary>
    internal void ReadElsewhere(long seq)
    {
        if (seq > ReadUpTo)
        {
            ReadUpTo = seq;
            Count();
            RaiseChanged();
        }

        ReadSaid = Math.Max(ReadSaid, seq);
    }

    /// <summary>The user has answered, or looked elsewhere: nothing is new any more.</summary>
    internal void ForgetNew() => NewAfter = 0;

    private void Count()
    {
        // The server counts further back than the pages that are here; as long as nothing of it was read, its count holds for what it has seen.
        var counted = _listed is { } listed && listed.Read == ReadUpTo && (!Loaded || listed.Epoch == Connected?.Epoch) ? listed : null;
        var unread = Timeline.After(Math.Max(ReadUpTo, counted?.Head ?? 0)).ToList();
        Unread = unread.Count + (counted?.Unread ?? 0);
        Mentioned = unread.Count(message => Mentions.IsMe(message.Text)) + (counted?.Mentions ?? 0);
    }
}

using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Talk;
using AspireChat.Web.Client.Chat.Text;
using AspireChat.Web.Client.Chat.Timeline;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat;

/// <summary>A room that the user has open.</summary>
public sealed class OpenRoom(string name, SessionResponse me)
{
    private readonly List<(RoomUser User, DateTimeOffset Until)> _typing = [];
    private long _readUpTo;
    private IReadOnlyList<RoomUser>? _sorted;

    /// <summary>The room's name.</summary>
    public string Name { get; } = name;

    /// <summary>What is said in it.</summary>
    public RoomTimeline Timeline { get; } = new(me.User);

    /// <summary>Who can be mentioned.</summary>
    public Mentions Mentions { get; } = new(me.Name);

    /// <summary>Files, pins and questions.</summary>
    public RoomTalk Talk { get; } = new();

    /// <summary>What the user has typed and not sent.</summary>
    public string Draft { get; set; } = "";

    /// <summary>The message that the next one will answer.</summary>
    public TimelineMessage? ReplyTo { get; private set; }

    /// <summary>The message that is being edited, or asked about whether to delete it.</summary>
    public (TimelineMessage Message, bool Deleting)? Changing { get; private set; }

    /// <summary>Why the last change did not happen, to show to a person; null when it did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Others' messages that came while the room was not looked at.</summary>
    public int Unread { get; private set; }

    /// <summary>How many of them mention the user.</summary>
    public int Mentioned { get; private set; }

    /// <summary>What came after this seq was new when the room was opened; 0 when nothing was.</summary>
    public long NewAfter { get; private set; }

    /// <summary>Whether the room's newest page is here.</summary>
    public bool Loaded { get; private set; }

    /// <summary>Why the room could not be joined, to show to a person.</summary>
    public string? Error { get; internal set; }

    /// <summary>Whether a page of older messages is on its way.</summary>
    public bool LoadingOlder { get; internal set; }

    /// <summary>Who is online, at most 100 of them, by name.</summary>
    public IReadOnlyList<RoomUser> Online { get; private set; } = [];

    /// <summary>How many are online.</summary>
    public int OnlineCount { get; private set; }

    /// <summary>Who else is typing.</summary>
    public IReadOnlyList<RoomUser> Typing => [.. _typing.Select(typing => typing.User)];

    /// <summary>Something about this room has changed.</summary>
    public event Action? Changed;

    internal ChatRoom? Connected { get; set; }

    /// <summary>The next message will answer this one; null = none.</summary>
    public void Answer(TimelineMessage? message)
    {
        ReplyTo = message;
        RaiseChanged();
    }

    /// <summary>Begins to edit a message, or asks whether to delete it; null ends both.</summary>
    public void Change(TimelineMessage? message, bool deleting = false)
    {
        Changing = message is null ? null : (message, deleting);
        RaiseChanged();
    }

    internal void Apply(RoomUpdate update, bool lookedAt)
    {
        var first = !Loaded;
        Timeline.Apply(update);
        Loaded = true;
        if (first || lookedAt || Timeline.LastSeq < _readUpTo)
        {
            _readUpTo = Timeline.LastSeq;
        }

        foreach (var author in update.Events.Where(happened => happened is { Kind: EventKind.Message, Name: not null }))
        {
            Mentions.Add(author.Name!);
            _typing.RemoveAll(typing => typing.User.User == author.User);
        }

        Count();
        RefreshOnline();
    }

    /// <summary>What is here is read. What was not until now is marked as new.</summary>
    internal void MarkRead()
    {
        NewAfter = Unread > 0 ? _readUpTo : 0;
        _readUpTo = Timeline.LastSeq;
        Count();
        RaiseChanged();
    }

    /// <summary>The user has answered, or looked elsewhere: nothing is new any more.</summary>
    internal void ForgetNew() => NewAfter = 0;

    internal void SetProblem(string? problem)
    {
        Problem = problem;
        RaiseChanged();
    }

    internal void SetTyping(RoomUser user, DateTimeOffset until)
    {
        _typing.RemoveAll(typing => typing.User.User == user.User);
        _typing.Add((user, until));
        RaiseChanged();
    }

    internal void EndTyping(DateTimeOffset now)
    {
        if (_typing.RemoveAll(typing => typing.Until <= now) > 0)
        {
            RaiseChanged();
        }
    }

    internal void RefreshOnline()
    {
        if (Connected is { } room)
        {
            if (_sorted != room.Online)
            {
                _sorted = room.Online;
                Online = Intl.Sort(room.Online, user => user.Name);
                foreach (var user in Online)
                {
                    Mentions.Add(user.Name);
                }
            }

            OnlineCount = room.OnlineCount;
        }

        RaiseChanged();
    }

    internal void RaiseChanged() => Changed?.Invoke();

    private void Count()
    {
        var unread = Timeline.After(_readUpTo).ToList();
        (Unread, Mentioned) = (unread.Count, unread.Count(message => Mentions.IsMe(message.Text)));
    }
}

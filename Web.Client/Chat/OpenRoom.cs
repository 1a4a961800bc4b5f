using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Rooms;
using AspireChat.Web.Client.Chat.Talk;
using AspireChat.Web.Client.Chat.Text;
using AspireChat.Web.Client.Chat.Timeline;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat;

/// <summary>A room that the user has open.</summary>
public sealed class OpenRoom(string name, SessionResponse me)
{
    private readonly List<(RoomUser User, DateTimeOffset Until)> _typing = [];
    private readonly Dictionary<string, long> _readBy = [];
    private IReadOnlyList<RoomUser>? _sorted;
    private MyRoom? _listed;

    /// <summary>The room's name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is a conversation of some people rather than a room with a name.</summary>
    public bool IsDirect => RoomName.IsDirect(Name);

    /// <summary>What to call it: its name, or those of the others in a direct room.</summary>
    public string Title => IsDirect ? _listed?.Title is { Length: > 0 } title ? title : Words.RoomsDirect : Name;

    /// <summary>The title as it stands in a sentence: a room's with # before it.</summary>
    public string Label => IsDirect ? Title : $"#{Name}";

    /// <summary>What it is about, and who may write.</summary>
    public RoomSettings Settings { get; private set; } = new();

    /// <summary>The user's role: owner, moderator, or null for a plain member.</summary>
    public string? Role { get; private set; }

    /// <summary>Whether the user may change settings and look after others.</summary>
    public bool CanModerate => Role is RoomRoles.Owner or RoomRoles.Moderator;

    /// <summary>Whether the user may write.</summary>
    public bool CanWrite => !Settings.Archived && (!Settings.ReadOnly || CanModerate);

    /// <summary>Who is in a direct room, as far as the list of rooms told.</summary>
    public IReadOnlyList<RoomUser> ListedMembers => _listed?.Members ?? [];

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

    /// <summary>Another number whenever somebody became a member or is none any more.</summary>
    internal int MembersVersion { get; private set; }

    /// <summary>Everything up to this seq is read.</summary>
    internal long ReadUpTo { get; private set; }

    /// <summary>How far the server knows that.</summary>
    internal long ReadSaid { get; set; }

    /// <summary>Whether it is joined, or about to be; the others are only on the list.</summary>
    internal bool Opened { get; set; }

    /// <summary>Whether a new message brought it back onto the list.</summary>
    internal bool CameBack { get; set; }

    internal ChatRoom? Connected { get; private set; }

    /// <summary>The names of those who have read what was said last, and let others see it.</summary>
    public IReadOnlyList<string> ReadBy => Timeline.Entries is [.., TimelineMessage last] && last.User == me.User
        ? [.. ListedMembers.Where(member => _readBy.GetValueOrDefault(member.User) >= last.Seq).Select(member => member.Name)]
        : [];

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

    /// <summary>It has been joined.</summary>
    internal void Join(ChatRoom room)
    {
        (Connected, Role, Error) = (room, room.Role, null);
        RefreshOnline();
    }

    /// <summary>What the server's list says of it.</summary>
    internal void Take(MyRoom listed)
    {
        _listed = listed;
        Role = listed.Role;
        if (!Loaded)
        {
            ReadUpTo = ReadSaid = listed.Read;
            Settings = Settings with { Topic = listed.Topic ?? "", Archived = listed.Archived == true, Private = listed.Private == true, Kind = listed.Kind };
        }
        else if (listed.Epoch == Connected?.Epoch)
        {
            ReadUpTo = Math.Max(ReadUpTo, listed.Read);
        }

        foreach (var member in ListedMembers)
        {
            Mentions.Add(member.Name);
        }

        Count();
        RaiseChanged();
    }

    internal void Apply(RoomUpdate update, ChatRoom? joined, bool lookedAt)
    {
        var first = !Loaded;
        Timeline.Apply(update);
        Loaded = true;
        if (first && joined is not null)
        {
            ReadUpTo = ReadSaid = joined.Read;
        }

        if (Timeline.LastSeq < ReadUpTo)
        {
            ReadUpTo = ReadSaid = Timeline.LastSeq;
        }

        if (lookedAt)
        {
            NewAfter = first && Timeline.After(ReadUpTo).Any() ? ReadUpTo : NewAfter;
            ReadUpTo = Timeline.LastSeq;
        }

        MembersVersion += update.Events.Count(happened => happened.Kind is EventKind.Join or EventKind.Leave);
        foreach (var read in update.Events.Where(happened => happened.Kind == EventKind.Read))
        {
            _readBy[read.User] = read.Target ?? 0;
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
            Settings = room.Settings;
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
        // The server counts further back than the pages that are here; as long as nothing of it was read, its count holds for what it has seen.
        var counted = _listed is { } listed && listed.Read == ReadUpTo && (!Loaded || listed.Epoch == Connected?.Epoch) ? listed : null;
        var unread = Timeline.After(Math.Max(ReadUpTo, counted?.Head ?? 0)).ToList();
        Unread = unread.Count + (counted?.Unread ?? 0);
        Mentioned = unread.Count(message => Mentions.IsMe(message.Text)) + (counted?.Mentions ?? 0);
    }
}

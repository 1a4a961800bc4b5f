using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Drafts;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Text;
using AspireChat.Web.Client.Timeline;

namespace AspireChat.Web.Client.Rooms;

/// <summary>A room on the user's list, with its messages once it is joined.</summary>
public sealed class OpenRoom
{
    private readonly OwnPermissions _permissions;
    private readonly Dictionary<string, string> _roles = [];
    private IReadOnlyList<RoomUser>? _lastOnline;
    private MyRoom? _listed;

    /// <summary>A room of which only the name is known yet.</summary>
    public OpenRoom(string name, SessionResponse me, TimeProvider time)
    {
        Name = name;
        Timeline = new RoomTimeline(me.User);
        Mentions = new Mentions(me.Name);
        Read = new ReadState(me.User, Timeline, Mentions, () => Loaded ? Connected?.Epoch ?? "" : null, RaiseChanged);
        Draft = new RoomDraft(RaiseChanged);
        Typing = new TypingUsers(RaiseChanged);
        _permissions = new OwnPermissions(RaiseChanged, time);
    }

    /// <summary>Something about this room has changed.</summary>
    public event Action? Changed;

    /// <summary>The room's name.</summary>
    public string Name { get; }

    /// <summary>Whether it is a direct conversation rather than a room with a name.</summary>
    public bool IsDirect => RoomName.IsDirect(Name);

    /// <summary>The name to show: the room's title or else its name, or the names of the others in a direct room.</summary>
    public string Title => IsDirect ? _listed?.Title is { Length: > 0 } title ? title : Words.RoomsDirect
        : Settings.Title.Length > 0 ? Settings.Title
        : Name;

    /// <summary>The title as used in a sentence: with # before that of a room.</summary>
    public string Label => IsDirect ? Title : $"#{Title}";

    /// <summary>The room's settings.</summary>
    public RoomSettings Settings { get; private set; } = new();

    /// <summary>The user's role: owner, moderator, or null for a plain member.</summary>
    public string? Role => _permissions.Role;

    /// <summary>Whether the user may change settings and moderate members.</summary>
    public bool CanModerate => Role is RoomRole.Owner or RoomRole.Moderator;

    /// <summary>Whether the user may pin messages.</summary>
    public bool CanPin => CanModerate || IsDirect;

    /// <summary>The user's mute while it is in force; null if there is none.</summary>
    public OwnMute? Mute => _permissions.Mute;

    /// <summary>Whether it is a room for moderated questions.</summary>
    public bool HasQuestions => Settings.Kind == RoomKind.Questions;

    /// <summary>Whether the user may write.</summary>
    public bool CanWrite => Mute is null && !Settings.Archived && (!Settings.ReadOnly || CanModerate);

    /// <summary>The members of a direct room, from the list of rooms.</summary>
    public IReadOnlyList<RoomUser> ListedMembers => _listed?.Members ?? [];

    /// <summary>The room's messages and events.</summary>
    public RoomTimeline Timeline { get; }

    /// <summary>The names that can be mentioned.</summary>
    public Mentions Mentions { get; }

    /// <summary>How much of it is read.</summary>
    public ReadState Read { get; }

    /// <summary>What the user is about to send or change.</summary>
    public RoomDraft Draft { get; }

    /// <summary>Who else is typing.</summary>
    public TypingUsers Typing { get; }

    /// <summary>The pinned messages.</summary>
    public PinnedMessages Pins { get; } = new();

    /// <summary>The user's own questions that a moderator dismissed, until the user has seen it.</summary>
    public IReadOnlyList<Question> DismissedQuestions { get; internal set; } = [];

    /// <summary>The user's own questions waiting for approval.</summary>
    public IReadOnlyList<Question> OwnWaitingQuestions =>
        CanModerate ? [] : [.. WaitingQuestions.Where(question => !Timeline.HasOwn(question.Id))];

    /// <summary>The questions waiting for approval: all of them for moderators, the user's own for others.</summary>
    public IReadOnlyList<Question> WaitingQuestions { get; internal set; } = [];

    /// <summary>The panel open beside the messages.</summary>
    public SidePanel Panel { get; private set; }

    /// <summary>Whether the newest page of messages is loaded.</summary>
    public bool Loaded { get; private set; }

    /// <summary>Why the room could not be joined, as a text to show.</summary>
    public string? Error { get; private set; }

    /// <summary>Why the last change failed, as a text to show; null if it succeeded.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether a page of older messages is being loaded.</summary>
    public bool LoadingOlder { get; private set; }

    /// <summary>Who is online, at most 100, sorted by name.</summary>
    public IReadOnlyList<RoomUser> Online { get; private set; } = [];

    /// <summary>How many are online.</summary>
    public int OnlineCount { get; private set; }

    /// <summary>Changes whenever somebody joins or leaves.</summary>
    internal int MembersVersion { get; private set; }

    /// <summary>Whether it is joined or being joined; other rooms are only listed.</summary>
    internal bool Opened { get; set; }

    /// <summary>Whether it was joined because it has unread messages for the user.</summary>
    internal bool JoinedForUnread { get; set; }

    /// <summary>Greater than that of any room used before.</summary>
    internal int LastUse { get; set; }

    /// <summary>The time of the newest event, from the list of rooms.</summary>
    internal long LastAt => _listed?.LastAt ?? 0;

    internal ChatRoom? Connected { get; private set; }

    /// <summary>A member from the server's list, with the role changes since.</summary>
    public MemberInfo WithCurrentRole(MemberInfo member) =>
        member with { Role = _roles.GetValueOrDefault(member.User, member.Role ?? RoomRole.Member) };

    /// <summary>Opens a panel beside the messages, or closes it if it is open.</summary>
    public void TogglePanel(SidePanel panel)
    {
        Panel = Panel == panel ? SidePanel.None : panel;
        RaiseChanged();
    }

    internal void OnJoined(ChatRoom room)
    {
        (Connected, Error) = (room, null);
        Refresh();
    }

    /// <summary>Closes the room; it stays listed.</summary>
    internal void Close() => (Connected, Opened, Loaded) = (null, false, false);

    /// <summary>The user has seen that the question was dismissed.</summary>
    public void ForgetDismissed(Question question)
    {
        DismissedQuestions = [.. DismissedQuestions.Where(other => other.Id != question.Id)];
        RaiseChanged();
    }

    internal void SetError(string error)
    {
        Error = error;
        RaiseChanged();
    }

    internal void SetProblem(string? problem)
    {
        Problem = problem;
        RaiseChanged();
    }

    internal void SetLoadingOlder(bool loading)
    {
        LoadingOlder = loading;
        RaiseChanged();
    }

    /// <summary>Applies the room's entry in the server's list.</summary>
    internal void Apply(MyRoom listed)
    {
        _listed = listed;
        if (Connected is null)
        {
            _permissions.Set(listed.Role, mutedUntil: null, muteReason: null);
        }

        if (!Loaded)
        {
            Settings = Settings with
            {
                Title = IsDirect ? "" : listed.Title ?? "",
                Topic = listed.Topic ?? "",
                Archived = listed.Archived == true,
                Private = listed.Private == true,
                Kind = listed.Kind,
            };
        }

        Read.Apply(listed);
        foreach (var member in ListedMembers)
        {
            Mentions.Add(member.Name);
        }

        Read.Count();
        RaiseChanged();
    }

    /// <summary>Applies events from the connection.</summary>
    internal void Apply(RoomUpdate update, ChatRoom? joined, bool isVisible)
    {
        var isFirst = !Loaded;
        Timeline.Apply(update);
        Loaded = true;
        Read.Apply(update, isFirst ? joined?.Read : null, isFirst, isVisible);

        MembersVersion += update.Events.Count(entry => entry.Kind is EventKind.Join or EventKind.Leave);
        foreach (var change in update.Events.Where(entry => entry is { Kind: EventKind.Role, Member: not null, Role: not null }))
        {
            _roles[change.Member!.User] = change.Role!;
        }

        foreach (var message in update.Events.Where(entry => entry is { Kind: EventKind.Message, Name: not null }))
        {
            Mentions.Add(message.Name!);
            Typing.Remove(message.User);
        }

        Read.Count();
        Refresh();
    }

    /// <summary>Applies the connection's current state of the room.</summary>
    internal void Refresh()
    {
        if (Connected is { } room)
        {
            Settings = room.Settings;
            _permissions.Set(room.Role, room.MutedUntil, room.MuteReason);
            if (_lastOnline != room.Online)
            {
                _lastOnline = room.Online;
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
}

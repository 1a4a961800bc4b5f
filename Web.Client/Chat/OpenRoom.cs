using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Rooms;
using AspireChat.Web.Client.Chat.Talk;
using AspireChat.Web.Client.Chat.Text;
using AspireChat.Web.Client.Chat.Timeline;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat;

/// <summary>A room that the user has open.</summary>
public sealed partial class OpenRoom
{
    private readonly SessionResponse _me;
    private readonly OwnStanding _standing;
    private readonly Dictionary<string, string> _roles = [];
    private IReadOnlyList<RoomUser>? _sorted;
    private MyRoom? _listed;

    /// <summary>A room of the user's, of which nothing is known yet.</summary>
    public OpenRoom(string name, SessionResponse me, TimeProvider time)
    {
        (Name, _me) = (name, me);
        (Timeline, Mentions, _standing) = (new RoomTimeline(me.User), new Mentions(me.Name), new OwnStanding(RaiseChanged, time));
    }

    /// <summary>The room's name.</summary>
    public string Name { get; }

    /// <summary>Whether it is a conversation of some people rather than a room with a name.</summary>
    public bool IsDirect => RoomName.IsDirect(Name);

    /// <summary>What to call it: its name, or those of the others in a direct room.</summary>
    public string Title => IsDirect ? _listed?.Title is { Length: > 0 } title ? title : Words.RoomsDirect : Name;

    /// <summary>The title as it stands in a sentence: a room's with # before it.</summary>
    public string Label => IsDirect ? Title : $"#{Name}";

    /// <summary>What it is about, and who may write.</summary>
    public RoomSettings Settings { get; private set; } = new();

    /// <summary>The user's role: owner, moderator, or null for a plain member.</summary>
    public string? Role => _standing.Role;

    /// <summary>Whether the user may change settings and look after others.</summary>
    public bool CanModerate => Role is RoomRole.Owner or RoomRole.Moderator;

    /// <summary>Whether the user may pin.</summary>
    public bool MayPin => CanModerate || IsDirect;

    /// <summary>What keeps the user from writing, as long as it is in force; null for nothing.</summary>
    public OwnMute? Mute => _standing.Mute;

    /// <summary>Whether questions are asked here.</summary>
    public bool HasQuestions => Settings.Kind == RoomKind.Questions;

    /// <summary>Whether the user may write.</summary>
    public bool CanWrite => Mute is null && !Settings.Archived && (!Settings.ReadOnly || CanModerate);

    /// <summary>Who is in a direct room, as far as the list of rooms told.</summary>
    public IReadOnlyList<RoomUser> ListedMembers => _listed?.Members ?? [];

    /// <summary>What is said in it.</summary>
    public RoomTimeline Timeline { get; }

    /// <summary>Who can be mentioned.</summary>
    public Mentions Mentions { get; }

    /// <summary>Files, pins and questions.</summary>
    public RoomTalk Talk { get; } = new();

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

    /// <summary>Something about this room has changed.</summary>
    public event Action? Changed;

    /// <summary>Another number whenever somebody became a member or is none any more.</summary>
    internal int MembersVersion { get; private set; }

    /// <summary>Whether it is joined, or about to be; the others are only on the list.</summary>
    internal bool Opened { get; set; }

    /// <summary>Whether it was joined because something new in it is for the user.</summary>
    internal bool CameBack { get; set; }

    /// <summary>A greater number than that of rooms that were used before.</summary>
    internal int Used { get; set; }

    /// <summary>When the newest event came about, as far as the list of rooms told.</summary>
    internal long LastAt => _listed?.LastAt ?? 0;

    internal ChatRoom? Connected { get; private set; }

    /// <summary>A member as the server's list has it, with what was told since.</summary>
    public MemberInfo Known(MemberInfo member) => member with { Role = _roles.GetValueOrDefault(member.User, member.Role ?? RoomRole.Member) };

    /// <summary>It has been joined.</summary>
    internal void Join(ChatRoom room)
    {
        (Connected, Error) = (room, null);
        Refresh();
    }

    /// <summary>It is only on the list from now on.</summary>
    internal void Close() => (Connected, Opened, Loaded) = (null, false, false);

    /// <summary>What the server's list says of it.</summary>
    internal void Take(MyRoom listed)
    {
        _listed = listed;
        if (Connected is null)
        {
            _standing.Set(listed.Role, mutedUntil: null, muteReason: null);
        }

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

        foreach (var changed in update.Events.Where(happened => happened is { Kind: EventKind.Role, Member: not null, Role: not null }))
        {
            _roles[changed.Member!.User] = changed.Role!;
        }

        foreach (var author in update.Events.Where(happened => happened is { Kind: EventKind.Message, Name: not null }))
        {
            Mentions.Add(author.Name!);
            _typing.RemoveAll(typing => typing.User.User == author.User);
        }

        Count();
        Refresh();
    }

    /// <summary>Takes what the connection knows of the room now.</summary>
    internal void Refresh()
    {
        if (Connected is { } room)
        {
            Settings = room.Settings;
            _standing.Set(room.Role, room.MutedUntil, room.MuteReason);
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
}

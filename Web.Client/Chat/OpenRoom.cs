using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Timeline;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat;

/// <summary>A room that the user has open.</summary>
public sealed class OpenRoom(string name, string me)
{
    private long _readUpTo;
    private IReadOnlyList<RoomUser>? _sorted;

    /// <summary>The room's name.</summary>
    public string Name { get; } = name;

    /// <summary>What is said in it.</summary>
    public RoomTimeline Timeline { get; } = new(me);

    /// <summary>What the user has typed and not sent.</summary>
    public string Draft { get; set; } = "";

    /// <summary>Others' messages that came while the room was not looked at.</summary>
    public int Unread { get; private set; }

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

    internal ChatRoom? Connected { get; set; }

    internal void Apply(RoomUpdate update, bool lookedAt)
    {
        var first = !Loaded;
        Timeline.Apply(update);
        Loaded = true;
        if (first || lookedAt || Timeline.LastSeq < _readUpTo)
        {
            _readUpTo = Timeline.LastSeq;
        }

        Unread = Timeline.CountAfter(_readUpTo);
        RefreshOnline();
    }

    internal void MarkRead()
    {
        _readUpTo = Timeline.LastSeq;
        Unread = 0;
        RaiseChanged();
    }

    internal void RefreshOnline()
    {
        if (Connected is { } room)
        {
            if (_sorted != room.Online)
            {
                _sorted = room.Online;
                Online = Intl.Sort(room.Online, user => user.Name);
            }

            OnlineCount = room.OnlineCount;
        }

        RaiseChanged();
    }

    internal void RaiseChanged() => Changed?.Invoke();
}

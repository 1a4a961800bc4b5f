using System.Runtime.CompilerServices;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>A room that a <see cref="ChatConnection"/> has joined. It is joined again after every reconnect, until it is left.</summary>
public sealed class ChatRoom
{
    private const int MaxOnlineListed = 100;

    private readonly Lock _gate = new();
    private readonly int _page;
    private readonly Queue<RoomEvent> _newest = new();
    private readonly List<RoomReader> _readers = [];
    private bool _completed;

    internal ChatRoom(string name, int page)
    {
        Name = name;
        _page = page;
    }

    /// <summary>The room's name.</summary>
    public string Name { get; }

    /// <summary>The epoch of the log that <see cref="LastSeq"/> belongs to.</summary>
    public string Epoch { get; private set; } = "";

    /// <summary>The seq of the newest event received; 0 in an empty room.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Users who are online, at most 100, as of the last update.</summary>
    public IReadOnlyList<RoomUser> Online { get; private set; } = [];

    /// <summary>The number of users who are online.</summary>
    public int OnlineCount { get; private set; }

    /// <summary>The room's settings, as of the last join or change.</summary>
    public RoomSettings Settings { get; private set; } = new();

    /// <summary>
    /// The user's role, <see cref="RoomRole.Owner"/> or <see cref="RoomRole.Moderator"/>; null for a plain member. Changes are announced by
    /// <see cref="NoticeKind.Standing"/>.
    /// </summary>
    public string? Role { get; private set; }

    /// <summary>
    /// When the user's mute ends, in Unix milliseconds; 0 = not until it is lifted; null = not muted. The time can be in the past. Changes
    /// are announced by <see cref="NoticeKind.Standing"/>.
    /// </summary>
    public long? MutedUntil { get; private set; }

    /// <summary>Why the user is muted; null if not muted or no reason was given.</summary>
    public string? MuteReason { get; private set; }

    /// <summary>The last seq that the user had read on any device, as of the last join.</summary>
    public long Read { get; private set; }

    /// <summary>
    /// Reads the room's updates. Every call is an independent reader. Its first update is a <see cref="RoomUpdate.Reset"/> with the newest
    /// events, and so is the next one after it fell too far behind. Ends when the room is left or the connection is disposed.
    /// </summary>
    public async IAsyncEnumerable<RoomUpdate> ReadUpdatesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = new RoomReader();
        lock (_gate)
        {
            reader.Write(NewestPage(), NewestPage);
            _readers.Add(reader);
            if (_completed)
            {
                reader.Complete();
            }
        }

        try
        {
            await foreach (var update in reader.ReadAllAsync(cancellationToken))
            {
                yield return update;
            }
        }
        finally
        {
            lock (_gate)
            {
                _readers.Remove(reader);
            }
        }
    }

    internal void SetJoined(JoinResult join)
    {
        SetOnline(join.Online, join.OnlineCount);
        SetMemberStatus(join.Role, join.MutedUntil, join.MuteReason);
        Read = join.Read;
        Settings = Settings with
        {
            Title = join.Title ?? "",
            Topic = join.Topic ?? "",
            Description = join.Description ?? "",
            Archived = join.Archived == true,
            ReadOnly = join.ReadOnly == true,
            SlowModeSeconds = join.SlowModeSeconds ?? 0,
            Private = join.Private == true,
            Kind = join.Kind ?? RoomKind.Room,
        };
    }

    internal void SetMemberStatus(string? role, long? mutedUntil, string? muteReason)
    {
        lock (_gate)
        {
            (Role, MutedUntil, MuteReason) = (role, mutedUntil, muteReason);
        }
    }

    internal void SetOnline(IReadOnlyList<RoomUser> online, int count)
    {
        lock (_gate)
        {
            Online = online;
            OnlineCount = count;
        }
    }

    internal void Apply(RoomUpdate update, string epoch, long lastSeq)
    {
        lock (_gate)
        {
            (Epoch, LastSeq) = (epoch, lastSeq);
            if (update.Reset)
            {
                _newest.Clear();
            }

            foreach (var happened in update.Events)
            {
                Apply(happened);
            }

            foreach (var reader in _readers)
            {
                reader.Write(update, NewestPage);
            }
        }
    }

    internal void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            _readers.ForEach(reader => reader.Complete());
        }
    }

    private void Apply(RoomEvent happened)
    {
        if (happened.Seq > 0)
        {
            if (_newest.Count == _page)
            {
                _newest.Dequeue();
            }

            _newest.Enqueue(happened);
            Settings = happened.Settings ?? Settings;
        }
        else if (happened.Kind == EventKind.Presence)
        {
            var offline = happened.Offline ?? [];
            var online = happened.Online ?? [];
            Online =
            [
                .. Online
                    .Where(user => !offline.Contains(user.User) && online.All(other => other.User != user.User))
                    .Concat(online)
                    .Take(MaxOnlineListed),
            ];
            OnlineCount = happened.OnlineCount ?? Online.Count;
        }
    }

    private RoomUpdate NewestPage() => new(Name, [.. _newest], Reset: true, Live: false);
}

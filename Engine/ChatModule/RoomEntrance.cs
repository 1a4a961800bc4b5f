using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Engine.AdminModule;
using AspireChat.Engine.Connections;
using AspireChat.Engine.Moderation;
using AspireChat.Engine.Presence;
using AspireChat.Engine.Rooms;
using Microsoft.Extensions.Options;

namespace AspireChat.Engine.ChatModule;

/// <summary>Lets connections into rooms and out again.</summary>
internal sealed class RoomEntrance(
    RoomDirectory rooms, RoomLog log, RoomMembers members, RoomFounder founder, NodeIdentity node, ClusterEvents events, IOptions<RoomOptions> options,
    IOptions<ChatLimits> limits, TimeProvider time)
{
    /// <summary>Joins; or, for a connection that is in the room already, begins again at the place it asks for.</summary>
    public async Task<JoinResult> JoinAsync(ClientConnection client, ChatCaller caller, JoinRequest request)
    {
        var before = client.In(request.Room);
        var room = before?.Room ?? await AcquireAsync(client, request.Room);
        var entered = false;
        try
        {
            CheckNotDeleted(room);
            var (isNew, count) = await members.AddAsync(room.Name, caller);
            if (room.TakeNewness())
            {
                await founder.NameOwnerAsync(room, caller.User);
            }

            if (isNew)
            {
                await NoticeAsync(room, EventKind.Join, caller, count);
                Tell(EventKind.Join, room.Name, caller);
            }

            var (page, truncated) = await ReadPageAsync(request);
            var place = Enter(client, caller, room, before, page.End);
            entered = true;
            if (room.Policy.Rules.IsDeleted)
            {
                // Whoever put the others out may not have seen this place yet.
                Exit(client, caller.User, place);
                CheckNotDeleted(room);
            }

            return Answer(room, caller, page, truncated, (await room.Presence.ViewAsync()).With(caller.User, caller.Name));
        }
        catch when (before is null && !entered)
        {
            rooms.Release(room);
            throw;
        }
    }

    /// <summary>Leaves for good.</summary>
    public async Task LeaveAsync(ClientConnection client, ChatCaller caller, string room)
    {
        var place = client.In(room) ?? throw Refusal.NotMember(room);
        var (was, count) = await members.RemoveAsync(room, caller.User);
        if (was)
        {
            await NoticeAsync(place.Room, EventKind.Leave, caller, count);
            Tell(EventKind.Leave, room, caller);
        }

        Exit(client, caller.User, place);
    }

    /// <summary>The connection ended: its places are given up, its memberships are not.</summary>
    public void ExitAll(ClientConnection client, string user)
    {
        foreach (var place in client.Close())
        {
            Exit(client, user, place);
        }
    }

    /// <summary>Gives up a connection's place in a room.</summary>
    /// <returns>False when it had been given up before.</returns>
    public bool Exit(ClientConnection client, string user, RoomConnection place)
    {
        if (!client.Exit(place))
        {
            return false;
        }

        place.Room.Presence.Leave(user);
        rooms.Release(place.Room);
        return true;
    }

    private async Task<Room> AcquireAsync(ClientConnection client, string name)
    {
        lock (client.Gate)
        {
            if (client.Rooms.Count >= limits.Value.MaxRoomsPerConnection)
            {
                throw Refusal.TooManyRooms(limits.Value);
            }
        }

        return await rooms.AcquireAsync(name);
    }

    /// <summary>
    /// Begins to receive where the page ends. The page was read while the room's feed was running already, so nothing falls between the two;
    /// what the room is ahead by then is brought up from the log.
    /// </summary>
    private static RoomConnection Enter(ClientConnection client, ChatCaller caller, Room room, RoomConnection? before, LogPosition start)
    {
        if (before is not null)
        {
            room.Remove(before);
        }

        var place = new RoomConnection(client, room, start);
        if (!client.Enter(place, before))
        {
            throw new OperationCanceledException("The connection ended, or was put out of the room, while it joined.");
        }

        if (before is null)
        {
            room.Presence.Enter(caller.User, caller.Name);
        }

        return place;
    }

    private static void CheckNotDeleted(Room room)
    {
        if (room.Policy.Rules.IsDeleted)
        {
            throw Refusal.Unavailable(room.Name);
        }
    }

    private static JoinResult Answer(Room room, ChatCaller caller, LogPage page, bool truncated, OnlineView view)
    {
        var settings = room.Policy.Rules.Settings;
        var role = RoomPermissions.RoleOf(room, caller);
        return new JoinResult
        {
            Room = room.Name,
            Epoch = page.Head.Epoch,
            Head = page.Head.Seq,
            Events = [.. page.Events.Select(stored => stored.Decode())],
            Truncated = truncated,
            Online = view.Listed,
            OnlineCount = view.Users.Count,
            Topic = settings.Topic.Length > 0 ? settings.Topic : null,
            Role = role == RoomRole.Member ? null : role,
            ReadOnly = settings.ReadOnly ? true : null,
            Archived = settings.Archived ? true : null,
            SlowModeSeconds = settings.SlowModeSeconds > 0 ? settings.SlowModeSeconds : null,
        };
    }

    private async Task<(LogPage Page, bool Truncated)> ReadPageAsync(JoinRequest request)
    {
        var most = limits.Value.MaxPageSize;
        var latest = Math.Clamp(request.Limit ?? JoinRequest.DefaultLimit, 1, most);
        if (request is not { Epoch: { } epoch, After: { } after and >= 0 })
        {
            return (await log.ReadNewestAsync(request.Room, null, latest), false);
        }

        var page = await log.ReadAfterAsync(request.Room, after, most, LogPosition.None);
        var missed = page.Head.Seq - after;
        var resumes = page.Head.Epoch == epoch && missed >= 0 && missed <= limits.Value.MaxResume
            && (missed == 0 || page.Events is [var first, ..] && first.Seq == after + 1);
        return resumes ? (page, false) : (await log.ReadNewestAsync(request.Room, null, latest), true);
    }

    private void Tell(string kind, string room, ChatCaller caller) =>
        events.Publish(new ClusterEvent { Kind = kind, Node = node.Name, Room = room, User = caller.User, Name = caller.Name });

    private async Task NoticeAsync(Room room, string kind, ChatCaller caller, long memberCount)
    {
        if (memberCount <= options.Value.NoticesUpToMembers)
        {
            var notice = new RoomEvent { Kind = kind, User = caller.User, Name = caller.Name, At = time.GetUtcNow().ToUnixTimeMilliseconds(), Node = node.Name };
            await log.AppendAsync(room.Name, notice, id: null, room.Feed.Position);
        }
    }
}

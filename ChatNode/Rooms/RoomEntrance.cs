using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using AspireChat.Store.Presence;
using AspireChat.Store.Rooms;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Lets connections into rooms and out again.</summary>
internal sealed class RoomEntrance(
    RoomDirectory rooms, RoomLog log, RoomMembers members, UserRooms userRooms, UserNotices notices, RoomFounder founder, RoomPermissions permissions,
    NodeIdentity node, ClusterEvents events, IOptions<RoomOptions> options, IOptions<ChatLimits> limits, TimeProvider time)
{
    /// <summary>Joins; or, for a connection that is in the room already, begins again at the place it asks for.</summary>
    public async Task<JoinResult> JoinAsync(ClientConnection client, ChatCaller caller, JoinRequest request)
    {
        var before = client.In(request.Room);
        if (before is null && RoomName.IsDirect(request.Room))
        {
            await CheckMemberAsync(request.Room, caller);
        }

        var room = before?.Room ?? await AcquireAsync(client, request.Room);
        var entered = false;
        try
        {
            CheckNotDeleted(room);
            if (room.Policy.Rules.Settings.Private)
            {
                await CheckMemberAsync(room.Name, caller);
            }

            var (isNew, count) = await members.AddAsync(room.Name, caller.User, caller.Name);
            if (room.TakeNewness())
            {
                await founder.NameOwnerAsync(room, caller.User);
            }

            if (isNew)
            {
                await WelcomeAsync(room.Name, caller.User, caller.Name, count, room.Feed.Position);
                await notices.TellAsync(caller.User, new Notice { Kind = NoticeKind.Joined, Room = room.Name });
            }

            var (page, truncated) = await ReadPageAsync(request);
            var read = await userRooms.ReadUpToAsync(caller.User, room.Name, page.Head);
            var place = Enter(client, caller, room, before, page.End);
            entered = true;
            if (room.Policy.Rules.IsDeleted)
            {
                // Whoever put the others out may not have seen this place yet.
                rooms.Exit(client, caller.User, place);
                CheckNotDeleted(room);
            }

            var view = (await room.Presence.ViewAsync()).With(caller.User, caller.Name);

            // Until it stays the same: what changes once it is noted is told to the place.
            var standing = permissions.StandingOf(room, caller);
            while (place.Tell(standing))
            {
                standing = permissions.StandingOf(room, caller);
            }

            return Answer(room, standing, page, truncated, view) with { Read = read };
        }
        catch when (before is null && !entered)
        {
            rooms.Release(room);
            throw;
        }
    }

    /// <summary>Leaves for good, or only with this connection.</summary>
    public async Task LeaveAsync(ClientConnection client, ChatCaller caller, LeaveRequest request)
    {
        var room = request.Room;
        var place = client.In(room) ?? throw Refusal.NotMember(room);
        if (request.Stay)
        {
            rooms.Exit(client, caller.User, place);
            return;
        }

        if (RoomName.IsDirect(room))
        {
            // One belongs to it for good; the next message brings it back.
            await userRooms.HideAsync(caller.User, room);
        }
        else
        {
            var (was, count) = await members.RemoveAsync(room, caller.User);
            if (was)
            {
                await FarewellAsync(room, caller.User, caller.Name, count, place.Room.Feed.Position);
            }
        }

        await notices.TellAsync(caller.User, new Notice { Kind = NoticeKind.Left, Room = room });
        rooms.Exit(client, caller.User, place);
    }

    /// <summary>Tells the room, unless it is a big one, that somebody became a member.</summary>
    public Task WelcomeAsync(string room, string user, string name, long memberCount, LogPosition known) =>
        RoomName.IsDirect(room) ? Task.CompletedTask : NoticeAsync(room, EventKind.Join, user, name, memberCount, known);

    /// <summary>Tells the room, unless it is a big one, that somebody is no member any more.</summary>
    public Task FarewellAsync(string room, string user, string name, long memberCount, LogPosition known) =>
        NoticeAsync(room, EventKind.Leave, user, name, memberCount, known);

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
            room.Presence.Enter(caller.User, caller.Name, client.IsAway);
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

    private static JoinResult Answer(Room room, RoomStanding standing, LogPage page, bool truncated, OnlineView view)
    {
        var settings = room.Policy.Rules.Settings;
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
            Description = settings.Description.Length > 0 ? settings.Description : null,
            Role = standing.ToldRole,
            MutedUntil = standing.MutedUntil,
            MuteReason = standing.MuteReason,
            ReadOnly = settings.ReadOnly ? true : null,
            Archived = settings.Archived ? true : null,
            SlowModeSeconds = settings.SlowModeSeconds > 0 ? settings.SlowModeSeconds : null,
            Kind = settings.Kind == RoomKind.Room ? null : settings.Kind,
            Private = settings.Private ? true : null,
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

    private async Task CheckMemberAsync(string room, ChatCaller caller)
    {
        if (!await members.ContainsAsync(room, caller.User))
        {
            throw Refusal.Private(room);
        }
    }

    private async Task NoticeAsync(string room, string kind, string user, string name, long memberCount, LogPosition known)
    {
        events.Publish(new ClusterEvent { Kind = kind, Node = node.Name, Room = room, User = user, Name = name });
        if (memberCount <= options.Value.NoticesUpToMembers)
        {
            var notice = new RoomEvent { Kind = kind, User = user, Name = name, At = time.GetUtcNow().ToUnixTimeMilliseconds(), Node = node.Name };
            await log.AppendAsync(room, notice, id: null, known);
        }
    }
}

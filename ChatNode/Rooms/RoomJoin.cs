using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Presence;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Lets connections into rooms and out of them.</summary>
internal sealed class RoomJoin(
    OpenRooms rooms, RoomLog log, RoomMembers members, UserRooms userRooms, UserNotices notices, RoomPermissions permissions,
    MembershipEvents membership, NewRooms creation)
{
    /// <summary>
    /// Joins a room, creating it if needed. A connection that has joined it already starts again at the position it asks for.
    /// </summary>
    public async Task<JoinResult> JoinAsync(ClientConnection client, JoinRequest request)
    {
        CallChecks.CheckRoomName(request.Room);
        client.ChargeJoin();
        var caller = client.Caller;
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
            if (room.Rules.Current.Settings.Private)
            {
                await CheckMemberAsync(room.Name, caller);
            }

            var (isNew, count) = await members.AddAsync(room.Name, caller.User, caller.Name);
            if (room.TryClaimFounder() && room.Name != RoomName.Lobby)
            {
                await creation.SetFounderAsync(room.Name, caller.User);
                await room.Rules.ReadAsync();
            }

            if (isNew)
            {
                if (!RoomName.IsDirect(room.Name))
                {
                    await membership.JoinedAsync(room.Name, caller.Author, count, room.Feed.Position);
                }

                await notices.SendAsync(caller.User, new Notice { Kind = NoticeKind.Joined, Room = room.Name });
            }

            var (page, truncated) = await ReadPageAsync(client, request);
            var read = await userRooms.ReadUpToAsync(caller.User, room.Name, page.Head);
            var place = Enter(client, room, before, page.End);
            entered = true;
            if (room.Rules.Current.IsDeleted)
            {
                // The deletion that evicted the others may not have seen this place yet.
                rooms.Exit(client, place);
                CheckNotDeleted(room);
            }

            var view = (await room.Presence.ViewAsync()).With(caller.User, caller.Name);

            // Until it stays the same: a change after it was recorded is sent as a notice.
            var status = permissions.MemberStatusOf(room, caller);
            while (place.TryRecord(status))
            {
                status = permissions.MemberStatusOf(room, caller);
            }

            return Answer(room, status, page, truncated, view) with { Read = read };
        }
        catch when (before is null && !entered)
        {
            rooms.Release(room);
            throw;
        }
    }

    /// <summary>Ends the caller's membership, or only takes this connection out of the room.</summary>
    public async Task LeaveAsync(ClientConnection client, LeaveRequest request)
    {
        CallChecks.CheckRoomName(request.Room);
        var (caller, room) = (client.Caller, request.Room);
        var place = client.In(room) ?? throw Refusal.NotMember(room);
        if (request.Stay)
        {
            rooms.Exit(client, place);
            return;
        }

        if (RoomName.IsDirect(room))
        {
            // Membership of a direct room does not end. The next message shows the room again.
            await userRooms.HideAsync(caller.User, room);
        }
        else
        {
            var (was, count) = await members.RemoveAsync(room, caller.User);
            if (was)
            {
                await membership.LeftAsync(room, caller.Author, count, place.Room.Feed.Position);
            }
        }

        await notices.SendAsync(caller.User, new Notice { Kind = NoticeKind.Left, Room = room });
        rooms.Exit(client, place);
    }

    private async Task<Room> AcquireAsync(ClientConnection client, string name)
    {
        var limits = client.Allowance.Limits;
        lock (client.StateLock)
        {
            if (client.Rooms.Count >= limits.MaxRoomsPerConnection)
            {
                throw Refusal.TooManyRooms(limits);
            }
        }

        await creation.CountAsync(client, name);
        return await rooms.AcquireAsync(name);
    }

    /// <summary>
    /// Starts to receive where the page ends. The room's feed was already running when the page was read, so nothing is lost between the
    /// two. If the room has advanced in the meantime, the connection catches up from the log.
    /// </summary>
    private static RoomConnection Enter(ClientConnection client, Room room, RoomConnection? before, LogPosition start)
    {
        if (before is not null)
        {
            room.Remove(before);
        }

        var place = new RoomConnection(client, room, start);
        if (!client.Enter(place, before))
        {
            throw new OperationCanceledException("The connection ended, or was evicted from the room, while it joined.");
        }

        if (before is null)
        {
            room.Presence.Enter(client.Caller.User, client.Caller.Name, client.IsAway);
        }

        return place;
    }

    private static void CheckNotDeleted(Room room)
    {
        if (room.Rules.Current.IsDeleted)
        {
            throw Refusal.Unavailable(room.Name);
        }
    }

    private static JoinResult Answer(Room room, MemberStatus status, LogPage page, bool truncated, OnlineView view)
    {
        var settings = room.Rules.Current.Settings;
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
            Role = status.PublicRole,
            MutedUntil = status.MutedUntil,
            MuteReason = status.MuteReason,
            ReadOnly = settings.ReadOnly ? true : null,
            Archived = settings.Archived ? true : null,
            SlowModeSeconds = settings.SlowModeSeconds > 0 ? settings.SlowModeSeconds : null,
            Kind = settings.Kind == RoomKind.Room ? null : settings.Kind,
            Private = settings.Private ? true : null,
        };
    }

    private async Task<(LogPage Page, bool Truncated)> ReadPageAsync(ClientConnection client, JoinRequest request)
    {
        var limits = client.Allowance.Limits;
        var latest = Math.Clamp(request.Limit ?? JoinRequest.DefaultLimit, 1, limits.MaxPageSize);
        if (request is not { Epoch: { } epoch, After: { } after and >= 0 })
        {
            return (await log.ReadNewestAsync(request.Room, null, latest), false);
        }

        var page = await log.ReadAfterAsync(request.Room, after, limits.MaxPageSize, LogPosition.None);
        var missed = page.Head.Seq - after;
        var resumes = page.Head.Epoch == epoch && missed >= 0 && missed <= limits.MaxResume
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
}

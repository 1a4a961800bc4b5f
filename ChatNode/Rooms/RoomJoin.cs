using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using AspireChat.Store.Rooms;
using Microsoft.AspNetCore.SignalR;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Lets connections into rooms and out of them.</summary>
internal sealed class RoomJoin(
    OpenRooms rooms, RoomJoins joins, RoomLeave leaving, RoomMembers members, UserRooms userRooms, UserNotices notices,
    RoomPermissions permissions, NewRooms newRooms)
{
    /// <summary>
    /// Joins a room, creating it if needed. A connection that has joined it already starts again at the position it asks for.
    /// </summary>
    public async Task<JoinResult> JoinAsync(ClientConnection client, JoinRequest request)
    {
        CallChecks.CheckRoomName(request.Room);
        var before = client.In(request.Room);
        if (before is null && CountFree(client) <= 0)
        {
            throw Refusal.TooManyRooms(client.Allowance.Limits);
        }

        return await JoinAsync(client, request, before, client.Allowance.Limits.MaxPageSize);
    }

    /// <summary>
    /// Joins several rooms at once: what goes to Redis for all of them leaves together. The rooms share the events that one call returns,
    /// so that the result stays small.
    /// </summary>
    public async Task<JoinRoomsResult> JoinManyAsync(ClientConnection client, JoinRoomsRequest request)
    {
        if (request.Rooms is not { Count: > 0 and <= JoinRoomsRequest.MaxRooms } all || all.Contains(null!))
        {
            throw Refusal.BadRequest($"'rooms' are 1 to {JoinRoomsRequest.MaxRooms} rooms.");
        }

        var limits = client.Allowance.Limits;
        var page = Math.Clamp(limits.MaxResume / all.Count, 1, limits.MaxPageSize);
        var free = CountFree(client);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var joining = new List<Task<RoomJoinResult>>(all.Count);
        foreach (var one in all)
        {
            var before = RoomName.IsValid(one.Room) ? client.In(one.Room) : null;
            var refusal = !RoomName.IsValid(one.Room) ? Refusal.BadRoom()
                : !seen.Add(one.Room) ? Refusal.BadRequest($"'{one.Room}' is in the call twice.")
                : before is null && free-- <= 0 ? Refusal.TooManyRooms(limits)
                : null;
            joining.Add(refusal is null
                ? JoinOneAsync(client, one, before, page)
                : Task.FromResult(new RoomJoinResult { Room = one.Room, Error = refusal.Message }));
        }

        return new JoinRoomsResult { Rooms = await Task.WhenAll(joining) };
    }

    /// <summary>Ends the caller's membership on all devices, or only takes this connection out of the room.</summary>
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

        client.Charge();
        if (RoomName.IsDirect(room))
        {
            // Membership of a direct room does not end. The next message shows the room again.
            await userRooms.HideAsync(caller.User, room);
        }
        else
        {
            await leaving.EndMembershipAsync(caller, place.Room);
        }

        await notices.SendAsync(caller.User, new Notice { Kind = NoticeKind.Left, Room = room });
        rooms.Exit(client, place);
    }

    private static int CountFree(ClientConnection client)
    {
        lock (client.StateLock)
        {
            return client.Allowance.Limits.MaxRoomsPerConnection - client.Rooms.Count;
        }
    }

    private async Task<RoomJoinResult> JoinOneAsync(ClientConnection client, JoinRequest request, RoomConnection? before, int maxPage)
    {
        try
        {
            return new RoomJoinResult { Room = request.Room, Result = await JoinAsync(client, request, before, maxPage) };
        }
        catch (HubException refused)
        {
            return new RoomJoinResult { Room = request.Room, Error = refused.Message };
        }
        catch (Exception full) when (full.IsFull())
        {
            return new RoomJoinResult { Room = request.Room, Error = Refusal.Full().Message };
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
            return new RoomJoinResult { Room = request.Room, Error = Refusal.Unavailable().Message };
        }
    }

    private async Task<JoinResult> JoinAsync(ClientConnection client, JoinRequest request, RoomConnection? before, int maxPage)
    {
        client.ChargeJoin();
        var caller = client.Caller;
        if (RoomName.IsDirect(request.Room) && rooms.Find(request.Room) is null)
        {
            // Opening a room begins its log; only OpenDirect creates direct rooms.
            await CheckMemberAsync(request.Room, caller);
        }

        if (before is null)
        {
            await newRooms.CountAsync(client, request.Room);
        }

        var room = before?.Room ?? await rooms.AcquireAsync(request.Room);
        var entered = false;
        try
        {
            CheckNotDeleted(room);
            var evictions = room.Evictions;
            var attempt = request.ToAttempt(client, room, rooms.Tails, maxPage, permissions.MayWrite(room, caller));
            var answer = await joins.JoinAsync(attempt);
            CheckOutcome(client, before, room, answer.Outcome);
            if (room.Rules.Current.CreatedAt == 0)
            {
                // The room was created by this join, or by another after this node had read its rules.
                await room.Rules.ReadAsync();
            }

            Keep(room, attempt, answer.Page);
            var place = Enter(client, room, before, answer.Page.End);
            entered = true;
            await CheckStillMemberAsync(client, place, evictions);
            if (answer.IsNew)
            {
                await notices.SendAsync(caller.User, new Notice { Kind = NoticeKind.Joined, Room = room.Name });
            }

            // Until it stays the same: a change after it was recorded is sent as a notice.
            var status = permissions.MemberStatusOf(room, caller);
            while (place.TryRecord(status))
            {
                status = permissions.MemberStatusOf(room, caller);
            }

            // Read after this connection has entered the room: it is notified of everyone who comes later.
            var view = await room.Presence.ViewAsync();
            return answer.ToResult(room, status, view.With(caller.User, caller.Name));
        }
        catch when (before is null && !entered)
        {
            rooms.Release(room);
            throw;
        }
    }

    private void CheckOutcome(ClientConnection client, RoomConnection? before, Room room, JoinOutcome outcome)
    {
        switch (outcome)
        {
            case JoinOutcome.Deleted:
                throw Refusal.Unavailable(room.Name);
            case JoinOutcome.Private:
                if (before is not null)
                {
                    rooms.Exit(client, before);
                }

                throw Refusal.Private(room.Name);
        }
    }

    /// <summary>Keeps a page that was read from the log, for those who join next.</summary>
    private void Keep(Room room, JoinAttempt attempt, LogPage page)
    {
        if (page != attempt.Kept && page.Events.Count > 0 && page.End.Seq == page.Head.Seq)
        {
            rooms.Tails.Begin(room, page, isComplete: attempt.After is null && page.Events.Count < attempt.PageSize);
        }
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
            // The connection ended, or was evicted from the room, while it joined.
            throw Refusal.NotMember(room.Name);
        }

        if (before is null)
        {
            room.Presence.Enter(client.Caller.User, client.Caller.Name, client.IsAway);
        }

        return place;
    }

    /// <summary>
    /// An eviction, or the deletion of the room, between the check and the entry did not see this place.
    /// </summary>
    private async Task CheckStillMemberAsync(ClientConnection client, RoomConnection place, int evictions)
    {
        var room = place.Room;
        try
        {
            CheckNotDeleted(room);
            if (room.Evictions != evictions)
            {
                await CheckMemberAsync(room.Name, client.Caller);
            }
        }
        catch
        {
            rooms.Exit(client, place);
            throw;
        }
    }

    private static void CheckNotDeleted(Room room)
    {
        if (room.Rules.Current.IsDeleted)
        {
            throw Refusal.Unavailable(room.Name);
        }
    }

    private async Task CheckMemberAsync(string room, ChatCaller caller)
    {
        if (!await members.ContainsAsync(room, caller.User))
        {
            throw Refusal.Private(room);
        }
    }
}

using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>A user's rooms, with what is unread in them, and the rooms that everyone can join.</summary>
internal sealed class RoomList(MyRooms myRooms, RoomFinder finder, UserRooms userRooms, RoomLog log, RoomWrites writes, UserNotices notices)
{
    private const int MaxQuery = 100;

    /// <summary>Returns the caller's rooms, or one of them.</summary>
    public Task<MyRoomsResult> MineAsync(ClientConnection client, MyRoomsRequest request)
    {
        if (request.Room is { } room)
        {
            CallChecks.CheckRoomName(room);
        }

        client.Charge(request.Room is null ? CallChecks.ListCost : 1);
        return myRooms.ListAsync(client.Caller.Author, request.Room);
    }

    /// <summary>Returns a page of the rooms that everyone can join.</summary>
    public Task<ListRoomsResult> ListAsync(ClientConnection client, ListRoomsRequest request)
    {
        CallChecks.CheckLength(request.Query, "query", MaxQuery);
        client.Charge(CallChecks.ListCost);
        return finder.ListAsync(client.Caller.User, request.Query, request.Cursor, CallChecks.PageSize(request.Limit));
    }

    /// <summary>Moves the caller's read position in a room forward and notifies the user's other devices.</summary>
    public async Task MarkReadAsync(ClientConnection client, MarkReadRequest request)
    {
        var room = client.Joined(request.Room);
        if (request.Seq < 0)
        {
            throw Refusal.BadRequest("'seq' is not negative.");
        }

        client.ChargeRead();

        // An event that does not exist yet cannot have been read.
        var head = room.Feed.Position is var position && position.Seq >= request.Seq
            ? position
            : (await log.ReadNewestAsync(room.Name, null, 0)).Head;
        var read = head with { Seq = Math.Min(request.Seq, head.Seq) };
        if (!await userRooms.MarkAsync(client.Caller.User, room.Name, read))
        {
            return;
        }

        await notices.SendAsync(client.Caller.User, new Notice { Kind = NoticeKind.Read, Room = room.Name, Seq = read.Seq });
        if (request.Receipt && RoomName.IsDirect(room.Name))
        {
            await writes.PublishAsync(client, room, new RoomEvent { Kind = EventKind.Read, Target = read.Seq });
        }
    }
}

using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.ChatNode.Presence;
using AspireChat.ChatNode.Rooms;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Moderation;
using AspireChat.Store.Nodes;
using AspireChat.Store.Rooms;
using AspireChat.Store.Users;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>What clients call. Checks, then leaves the work to the rooms.</summary>
[Authorize(ChatPolicies.User)]
internal sealed partial class ChatHub(
    ConnectionDirectory connections, RoomDirectory rooms, RoomEntrance entrance, RoomPermissions permissions, SlowMode slowMode, RoomLog log, RoomWriter writer,
    MessageChecks messages, NodeIdentity node, IOptions<ChatLimits> limits, TimeProvider time, UserRooms userRooms, UserNotices notices, MyRooms myRooms,
    RoomMaker maker, RoomFinder finder, RoomRoster roster, RoomAuthority authority, Invitations invitations, KnownUsers users, ConnectedUsers connected,
    MessageArchive archive, MessageSearch search, QuestionDesk questions)
    : Hub<IChatClient>, IChatHub
{
    private const int MaxEmojiLength = 32;

    private ChatLimits Limits => limits.Value;

    private ChatCaller Caller => ChatCaller.Of(Context);

    private ClientConnection Client => connections.Find(Context.ConnectionId) ?? throw new HubException("The connection is gone.");

    public Task<SessionInfo> Hello() => Task.FromResult(new SessionInfo
    {
        Node = node.Name,
        Transport = Client.TransportName,
        User = Caller.User,
        Name = Caller.Name,
        Limits = Limits,
    });

    public Task<JoinResult> JoinRoom(JoinRequest request)
    {
        CheckRoom(request?.Room);
        return entrance.JoinAsync(Client, Caller, request!);
    }

    public Task LeaveRoom(LeaveRequest request)
    {
        CheckRoom(request?.Room);
        return entrance.LeaveAsync(Client, Caller, request!);
    }

    public async Task<SendResult> Send(SendRequest request)
    {
        var room = Writable(request?.Room);
        if (!MessageId.IsValid(request!.Id))
        {
            throw Refusal.BadRequest(MessageId.Rule);
        }

        messages.Check(request, Caller);
        TakeAllowance();
        await messages.CheckReplyAsync(room, request.ReplyTo);
        if (RoomPermissions.SlowModeOf(room, Caller) is { } pause && await slowMode.TakeAsync(room.Name, Caller.User, request.Id, pause) is { } left)
        {
            throw Refusal.SlowMode(left);
        }

        await messages.KeepFilesAsync(request);
        if (QuestionDesk.HasToWait(room, Caller))
        {
            return await questions.AskAsync(room, Caller, request);
        }

        var message = new RoomEvent
        {
            Kind = EventKind.Message,
            Id = request.Id,
            Text = request.Text ?? "",
            ReplyTo = request.ReplyTo,
            Attachments = request.Attachments is { Count: > 0 } attachments ? attachments : null,
        };
        var result = await writer.AppendAsync(room, Caller, message, request.Id);
        if (RoomName.IsDirect(room.Name))
        {
            await maker.ShowAsync(room);
        }

        return new SendResult { Seq = result.Position.Seq, At = result.At, Duplicate = result.Duplicate };
    }

    public async Task<ChangeResult> Edit(EditRequest request)
    {
        var room = Writable(request?.Room);
        messages.CheckText(request!.Text);
        TakeAllowance();
        var message = await messages.FindOwnAsync(room, Caller, request.Seq);
        if (message.Kind == EventKind.Question && !RoomPermissions.IsModerator(room, Caller))
        {
            // It was let through as it is.
            throw Refusal.RoleNeeded(RoomRole.Moderator);
        }

        // Said again after an answer that was lost, it would stand in the message's past twice.
        if (message.With(await archive.EditedAsync(room.Name, request.Seq, request.Seq)).Text == request.Text)
        {
            return new ChangeResult();
        }

        return await writer.AmendAsync(
            room,
            Caller,
            new RoomEvent { Kind = EventKind.Edit, Target = request.Seq, Text = request.Text },
            new Amendment(Amendment.Edit, request.Seq, RedisValue.EmptyString));
    }

    public async Task<ChangeResult> Delete(DeleteRequest request)
    {
        var room = Joined(request?.Room);
        RoomPermissions.CheckNotArchived(room);
        TakeAllowance();
        var message = await (RoomPermissions.IsModerator(room, Caller)
            ? messages.FindAsync(room, request!.Seq)
            : messages.FindOwnAsync(room, Caller, request!.Seq));
        return await writer.AmendAsync(room, Caller, new RoomEvent { Kind = EventKind.Delete, Target = request.Seq }, Amendment.Withdrawal(message));
    }

    public async Task<ChangeResult> React(ReactRequest request)
    {
        var room = Writable(request?.Room);
        if (request!.Emoji is not { Length: > 0 and <= MaxEmojiLength })
        {
            throw Refusal.BadRequest($"'emoji' has 1 to {MaxEmojiLength} characters.");
        }

        TakeAllowance();
        await messages.FindAsync(room, request.Seq);
        var reaction = new RoomEvent { Kind = EventKind.Reaction, Target = request.Seq, Emoji = request.Emoji, Removed = request.Remove ? true : null };
        return new ChangeResult { Seq = (await writer.AppendAsync(room, Caller, reaction, id: null)).Position.Seq };
    }

    public async Task<HistoryResult> History(HistoryRequest request)
    {
        var room = Joined(request?.Room);
        if (request!.Limit < 1 || request.Limit > Limits.MaxPageSize || request.Before < 0)
        {
            throw Refusal.BadRequest($"'limit' is 1 to {Limits.MaxPageSize}, and 'before' is not negative.");
        }

        return await log.ReadHistoryAsync(room.Name, request.Before == 0 ? null : request.Before, request.Limit);
    }

    public async Task<OnlineResult> WhoIsOnline(OnlineRequest request)
    {
        var view = await Joined(request?.Room).Presence.ViewAsync();
        return new OnlineResult { Online = view.Listed, OnlineCount = view.Users.Count };
    }

    public async Task MarkRead(MarkReadRequest request)
    {
        var room = Joined(request?.Room);
        if (request!.Seq < 0)
        {
            throw Refusal.BadRequest("'seq' is not negative.");
        }

        // What does not exist yet cannot have been read.
        var head = room.Feed.Position is var position && position.Seq >= request.Seq ? position : (await log.ReadNewestAsync(room.Name, null, 0)).Head;
        var read = head with { Seq = Math.Min(request.Seq, head.Seq) };
        if (!await userRooms.MarkAsync(Caller.User, room.Name, read))
        {
            return;
        }

        await notices.TellAsync(Caller.User, new Notice { Kind = NoticeKind.Read, Room = room.Name, Seq = read.Seq });
        if (request.Receipt && RoomName.IsDirect(room.Name))
        {
            await writer.PublishAsync(room, Caller, new RoomEvent { Kind = EventKind.Read, Target = read.Seq });
        }
    }

    public Task Typing(TypingRequest request)
    {
        var room = Writable(request?.Room);
        TakeAllowance();
        return writer.PublishAsync(room, Caller, new RoomEvent { Kind = EventKind.Typing });
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (connections.Find(Context.ConnectionId) is { } client)
        {
            rooms.ExitAll(client, Caller.User);
        }

        return base.OnDisconnectedAsync(exception);
    }

    private Room Joined(string? room)
    {
        CheckRoom(room);
        return Client.In(room!)?.Room ?? throw Refusal.NotMember(room!);
    }

    private Room Writable(string? name)
    {
        var room = Joined(name);
        permissions.CheckMayWrite(room, Caller);
        return room;
    }

    private static void CheckRoom(string? room)
    {
        if (!RoomName.IsValid(room))
        {
            throw Refusal.BadRoom();
        }
    }

    private void TakeAllowance(double cost = 1)
    {
        if (!Client.Allowance.TryTake(cost))
        {
            throw Refusal.RateLimited(Limits);
        }
    }
}

using AspireChat.Contracts;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.Unit.Tests.Fakes;

#pragma warning disable CA1822 // SignalR calls methods of an instance.

/// <summary>The hub of <see cref="FakeChat"/>, as much of it as joining and sending take. The token is the user's id.</summary>
internal sealed class FakeHub(FakeChat chat) : Hub<IChatClient>
{
    private string User
    {
        get
        {
            var request = Context.GetHttpContext()!.Request;
            var header = request.Headers.Authorization.ToString();
            return header.Length > 0 ? header["Bearer ".Length..] : request.Query["access_token"].ToString();
        }
    }

    public override Task OnConnectedAsync()
    {
        chat.Connections[Context.ConnectionId] = Context;
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        chat.Connections.TryRemove(Context.ConnectionId, out _);
        return Task.CompletedTask;
    }

    public Task<SessionInfo> Hello() => Task.FromResult(new SessionInfo
    {
        Node = chat.Node,
        Transport = Context.Features.Get<IHttpTransportFeature>()!.TransportType.ToString(),
        User = User,
        Name = User,
        Limits = new ChatLimits { MaxPageSize = FakeLog.Page },
    });

    public async Task<JoinResult> JoinRoom(JoinRequest request)
    {
        chat.Joins.Enqueue(request);
        if (chat.OnJoin(request) is { } refusal)
        {
            throw new HubException(refusal);
        }

        await Groups.AddToGroupAsync(Context.ConnectionId, request.Room);
        Context.Items[request.Room] = true;
        lock (chat.Log(request.Room))
        {
            return chat.Log(request.Room).Join(request);
        }
    }

    public async Task<JoinRoomsResult> JoinRooms(JoinRoomsRequest request)
    {
        if (!chat.KnowsJoinRooms)
        {
            throw new HubException("Method does not exist.");
        }

        chat.JoinCalls.Enqueue(request.Rooms.Count);
        var results = new List<RoomJoinResult>();
        foreach (var one in request.Rooms)
        {
            try
            {
                results.Add(new RoomJoinResult { Room = one.Room, Result = await JoinRoom(one) });
            }
            catch (HubException refused)
            {
                results.Add(new RoomJoinResult { Room = one.Room, Error = refused.Message });
            }
        }

        return new JoinRoomsResult { Rooms = results };
    }

    public Task<MyRoomsResult> MyRooms(MyRoomsRequest request)
    {
        chat.MyRoomsCalls++;
        return Task.FromResult(new MyRoomsResult { Rooms = chat.MyRooms });
    }

    public Task LeaveRoom(LeaveRequest request)
    {
        chat.Leaves.Enqueue(request);
        Context.Items.Remove(request.Room);
        return Groups.RemoveFromGroupAsync(Context.ConnectionId, request.Room);
    }

    public async Task<SendResult> Send(SendRequest request)
    {
        chat.Sends.Enqueue(request);
        var fault = chat.OnSend(request);
        if (fault?.Error is { } error)
        {
            throw new HubException(error);
        }

        RequireMember(request.Room);
        var result = fault is null or { Stores: true } ? Append(request) : new SendResult();
        if (fault is { Hangs: true })
        {
            await Task.Delay(Timeout.Infinite, Context.ConnectionAborted);
        }
        else if (fault is not null)
        {
            Context.Abort();
        }

        return result;
    }

    public Task<ChangeResult> Edit(EditRequest request)
    {
        RequireMember(request.Room);
        LoseAnswer();
        return Task.FromResult(new ChangeResult { Seq = request.Seq + 1 });
    }

    public Task<ChangeResult> Delete(DeleteRequest request)
    {
        if (LoseAnswer())
        {
            return Task.FromResult(new ChangeResult { Seq = request.Seq + 1 });
        }

        throw new HubException($"{ChatErrors.NotFound}: there is no message {request.Seq}");
    }

    public Task<ChangeResult> React(ReactRequest request) => Task.FromResult(new ChangeResult { Seq = request.Seq + 1 });

    public Task<HistoryResult> History(HistoryRequest request)
    {
        lock (chat.Log(request.Room))
        {
            return Task.FromResult(chat.Log(request.Room).History(request));
        }
    }

    public Task<OnlineResult> WhoIsOnline(OnlineRequest request) => Task.FromResult(new OnlineResult { OnlineCount = 1 });

    public Task MarkRead(MarkReadRequest request) =>
        Clients.Caller.Notify(new Notice { Kind = "read", Room = request.Room, Seq = request.Seq });

    public Task Typing(TypingRequest request) => Clients.OthersInGroup(request.Room).Receive(new RoomBatch
    {
        Room = request.Room,
        Epoch = chat.Log(request.Room).Epoch,
        Events = [new RoomEvent { Kind = EventKind.Typing, User = User }],
    });

    private SendResult Append(SendRequest request)
    {
        // The lock keeps the feed in the log's order, as Redis does.
        lock (chat.Log(request.Room))
        {
            var result = chat.Log(request.Room).Append(User, request);
            if (!result.Duplicate)
            {
                chat.TellAsync(request.Room, chat.Log(request.Room).Events[^1]).Wait();
            }

            return result;
        }
    }

    /// <summary>Ends the connection before the answer, if one is to be lost.</summary>
    private bool LoseAnswer()
    {
        var loses = chat.TakeLoss();
        if (loses)
        {
            Context.Abort();
        }

        return loses;
    }

    private void RequireMember(string room)
    {
        if (!Context.Items.ContainsKey(room))
        {
            throw new HubException($"{ChatErrors.NotMember}: join {room} first");
        }
    }
}

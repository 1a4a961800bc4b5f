using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using ConnectionInfo = AspireChat.Contracts.Admin.ConnectionInfo;

namespace AspireChat.ChatNode.Delivery;

/// <summary>One client's connection to this node, and how far it has been served.</summary>
/// <remarks>
/// The rule that keeps a slow client from delaying anybody: a write that does not complete at once makes the connection <em>behind</em>.
/// From then on the pumps leave it out, and <see cref="CatchUp"/> alone writes to it, from the log, until it is level again. So at
/// most one frame per connection waits in memory beside the transport's own bounded buffer.
/// <para>
/// <see cref="Gate"/> makes "not behind and level with the room → begin the write" one step. Without it, a pump could begin a write between
/// catch-up's last look at the rooms and its end, and the client would get the same events twice, or a hole.
/// </para>
/// </remarks>
internal sealed class ClientConnection(HubConnectionContext context, CatchUp catchUp, SendAllowance allowance, long connectedAt)
{
    private bool _behind;
    private bool _closed;
    private bool _ending;

    /// <summary>SignalR's side of it.</summary>
    public HubConnectionContext Context { get; } = context;

    /// <summary>Whose connection it is.</summary>
    public ChatCaller Caller { get; } = ChatCaller.Of(context);

    /// <summary>How it is connected.</summary>
    public HttpTransportType Transport { get; } = context.Features.Get<IHttpTransportFeature>()?.TransportType ?? HttpTransportType.None;

    /// <summary>The same as clients and operators see it: <c>webSockets</c>, <c>serverSentEvents</c> or <c>longPolling</c>.</summary>
    public string TransportName => JsonNamingPolicy.CamelCase.ConvertName($"{Transport}");

    /// <summary>Whether it does not drain at the moment. May be outdated when it is looked at.</summary>
    public bool IsBehind => Volatile.Read(ref _behind);

    /// <summary>Whether nobody is in front of it, by its own account.</summary>
    public bool IsAway { get; set; }

    /// <summary>Guards <see cref="Rooms"/>, every <see cref="RoomConnection.Position"/> and the state "behind".</summary>
    public Lock Gate { get; } = new();

    /// <summary>The rooms it has joined, by name.</summary>
    public Dictionary<string, RoomConnection> Rooms { get; } = [];

    /// <summary>How much it may send.</summary>
    public SendAllowance Allowance { get; } = allowance;

    /// <summary>Its place in a room, or null when it has not joined.</summary>
    public RoomConnection? In(string room)
    {
        lock (Gate)
        {
            return Rooms.GetValueOrDefault(room);
        }
    }

    /// <summary>Its places in all rooms.</summary>
    public IReadOnlyList<RoomConnection> Places()
    {
        lock (Gate)
        {
            return [.. Rooms.Values];
        }
    }

    /// <summary>True once: for whoever may end the connection.</summary>
    public bool TakeEnding() => !Interlocked.Exchange(ref _ending, true);

    /// <summary>Puts the connection into a room, at <see cref="RoomConnection.Position"/>, and brings it forward from there.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="before">The place that it has in this room by now, null for none.</param>
    /// <returns>False when the connection has ended meanwhile, or was put out of the room.</returns>
    public bool Enter(RoomConnection place, RoomConnection? before)
    {
        lock (Gate)
        {
            if (_closed || Rooms.GetValueOrDefault(place.Room.Name) != before)
            {
                return false;
            }

            Rooms[place.Room.Name] = place;
        }

        place.Room.Add(place);
        lock (Gate)
        {
            if (!_behind && place.IsBehind)
            {
                FallBehind(default);
            }
        }

        return true;
    }

    /// <summary>Takes the connection out of a room.</summary>
    /// <returns>False when that had happened before.</returns>
    public bool Exit(RoomConnection place)
    {
        lock (Gate)
        {
            if (Rooms.GetValueOrDefault(place.Room.Name) != place)
            {
                return false;
            }

            Rooms.Remove(place.Room.Name);
        }

        place.Room.Remove(place);
        return true;
    }

    /// <summary>The connection ended: it enters no room any more.</summary>
    /// <returns>The rooms it was in.</returns>
    public IReadOnlyList<RoomConnection> Close()
    {
        lock (Gate)
        {
            _closed = true;
            return [.. Rooms.Values];
        }
    }

    /// <summary>Begins to write a frame, unless the connection is behind. Never waits for the client.</summary>
    /// <returns>Whether the frame was handed to the connection.</returns>
    public bool Deliver(RoomConnection place, ReceiveFrame frame)
    {
        ValueTask write;
        lock (Gate)
        {
            if (_behind)
            {
                return false;
            }

            if (frame.End.Epoch == place.Position.Epoch)
            {
                if (place.Position.Seq >= frame.End.Seq && !frame.HasEphemeral)
                {
                    return false;
                }

                if (place.Position.Seq < frame.After)
                {
                    FallBehind(default);
                    return false;
                }
            }

            write = Context.WriteAsync(frame.For(Context));
            if (frame.End.Epoch != place.Position.Epoch || frame.End.Seq > place.Position.Seq)
            {
                place.Position = frame.End;
            }

            if (!write.IsCompletedSuccessfully)
            {
                FallBehind(write);
            }
        }

        return true;
    }

    /// <summary>
    /// The next room to bring forward; null when all are level, and then the pumps serve the connection again.
    /// </summary>
    public RoomConnection? NextBehind()
    {
        lock (Gate)
        {
            foreach (var place in Rooms.Values)
            {
                if (place.IsBehind)
                {
                    return place;
                }
            }

            _behind = false;
            return null;
        }
    }

    /// <summary>Asks the client to connect anew. Does not wait for it.</summary>
    public void AskToReconnect(ReconnectRequest request) =>
        _ = Context.WriteAsync(new InvocationMessage(nameof(IChatClient.Reconnect), [request]), Context.ConnectionAborted).AsTask();

    /// <summary>What the operator gets to see of it.</summary>
    public ConnectionInfo Describe(string node)
    {
        lock (Gate)
        {
            return new ConnectionInfo
            {
                Id = Context.ConnectionId,
                Node = node,
                User = Caller.User,
                Name = Caller.Name,
                Transport = TransportName,
                Protocol = Context.Protocol.Name,
                ConnectedAt = connectedAt,
                Behind = _behind,
                Rooms = [.. Rooms.Keys.Order(StringComparer.Ordinal)],
            };
        }
    }

    private void FallBehind(ValueTask unfinished)
    {
        _behind = true;
        _ = catchUp.RunAsync(this, unfinished);
    }
}

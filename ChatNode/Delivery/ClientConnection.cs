using System.Net;
using System.Text.Json;
using AspireChat.ChatNode.Limits;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using ConnectionInfo = AspireChat.Contracts.Admin.ConnectionInfo;

namespace AspireChat.ChatNode.Delivery;

/// <summary>One client's connection to this node, and how far it has been served.</summary>
/// <remarks>
/// The rule that keeps a slow client from delaying others: a write that does not complete at once makes the connection <em>behind</em>.
/// From then on the pumps skip it, and only <see cref="CatchUp"/> writes to it, from the log, until it has caught up. So at most one frame
/// per connection waits in memory besides the transport's own bounded buffer.
/// <para>
/// <see cref="StateLock"/> makes "not behind and level with the room → start the write" one step. Without it, a pump could start a write
/// between catch-up's last check of the rooms and its end, and the client would get the same events twice, or a gap.
/// </para>
/// </remarks>
internal sealed class ClientConnection(HubConnectionContext context, CatchUp catchUp, ConnectionAllowance allowance, long connectedAt)
{
    private bool _behind;
    private bool _closed;
    private bool _closing;
    private int _waitingNotices;

    /// <summary>Maximum number of notices that wait for a client that does not drain. Further ones are dropped.</summary>
    public const int MaxWaitingNotices = 100;

    /// <summary>SignalR's connection.</summary>
    public HubConnectionContext Context { get; } = context;

    /// <summary>Whose connection it is.</summary>
    public ChatCaller Caller { get; } = ChatCaller.Of(context);

    /// <summary>Where it comes from; null if that is not known.</summary>
    public IPAddress? Network { get; } = NetworkOf(context);

    /// <summary>The transport.</summary>
    public HttpTransportType Transport { get; } = context.Features.Get<IHttpTransportFeature>()?.TransportType ?? HttpTransportType.None;

    /// <summary>The transport as clients and operators see it: <c>webSockets</c>, <c>serverSentEvents</c> or <c>longPolling</c>.</summary>
    public string TransportName => JsonNamingPolicy.CamelCase.ConvertName($"{Transport}");

    /// <summary>Whether it does not drain at the moment. May be outdated when it is read.</summary>
    public bool IsBehind => Volatile.Read(ref _behind);

    /// <summary>Whether the client has said that its user is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>Guards <see cref="Rooms"/>, every <see cref="RoomConnection.Position"/> and the state "behind".</summary>
    public Lock StateLock { get; } = new();

    /// <summary>The rooms it has joined, by name.</summary>
    public Dictionary<string, RoomConnection> Rooms { get; } = [];

    /// <summary>How many calls it can make.</summary>
    public ConnectionAllowance Allowance { get; } = allowance;

    /// <summary>Returns its place in a room; null if it has not joined the room.</summary>
    public RoomConnection? In(string room)
    {
        lock (StateLock)
        {
            return Rooms.GetValueOrDefault(room);
        }
    }

    /// <summary>Its places in all rooms.</summary>
    public IReadOnlyList<RoomConnection> Places()
    {
        lock (StateLock)
        {
            return [.. Rooms.Values];
        }
    }

    /// <summary>Returns true once: for the caller that then closes the connection.</summary>
    public bool TryBeginClose() => !Interlocked.Exchange(ref _closing, true);

    /// <summary>Puts the connection into a room, at <see cref="RoomConnection.Position"/>, and brings it forward from there.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="before">Its present place in this room; null = none.</param>
    /// <returns>False if the connection has ended or was evicted from the room in the meantime.</returns>
    public bool Enter(RoomConnection place, RoomConnection? before)
    {
        lock (StateLock)
        {
            if (_closed || Rooms.GetValueOrDefault(place.Room.Name) != before)
            {
                return false;
            }

            Rooms[place.Room.Name] = place;
        }

        place.Room.Add(place);
        lock (StateLock)
        {
            if (!_behind && place.IsBehind)
            {
                FallBehind(default);
            }
        }

        return true;
    }

    /// <summary>Takes the connection out of a room.</summary>
    /// <returns>False if it had already left the room.</returns>
    public bool Exit(RoomConnection place)
    {
        lock (StateLock)
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

    /// <summary>Marks the connection as ended: it cannot enter a room any more.</summary>
    /// <returns>The rooms it was in.</returns>
    public IReadOnlyList<RoomConnection> Close()
    {
        lock (StateLock)
        {
            _closed = true;
            return [.. Rooms.Values];
        }
    }

    /// <summary>Starts to write a frame, unless the connection is behind. Never waits for the client.</summary>
    /// <returns>Whether the frame was handed to the connection.</returns>
    public bool Deliver(RoomConnection place, ReceiveFrame frame)
    {
        ValueTask write;
        lock (StateLock)
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
    /// Returns the next room to catch up in; null when there is none left, and then the pumps serve the connection again.
    /// </summary>
    public RoomConnection? NextBehind()
    {
        lock (StateLock)
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

    /// <summary>Asks the client to reconnect. Does not wait for it.</summary>
    public void AskToReconnect(ReconnectRequest request) =>
        _ = Context.WriteAsync(new InvocationMessage(nameof(IChatClient.Reconnect), [request]), Context.ConnectionAborted).AsTask();

    /// <summary>Returns what the operator sees of it.</summary>
    public ConnectionInfo Describe(string node)
    {
        lock (StateLock)
        {
            return new ConnectionInfo
            {
                Id = Context.ConnectionId,
                Node = node,
                User = Caller.User,
                Name = Caller.Name,
                Network = Network?.ToString(),
                Transport = TransportName,
                Protocol = Context.Protocol.Name,
                ConnectedAt = connectedAt,
                Behind = _behind,
                Rooms = [.. Rooms.Keys.Order(StringComparer.Ordinal)],
            };
        }
    }

    /// <summary>How many notices wait to be written.</summary>
    public int WaitingNotices => Volatile.Read(ref _waitingNotices);

    /// <summary>Writes a notice without waiting for the client.</summary>
    public void Notify(SerializedHubMessage notice)
    {
        if (Interlocked.Increment(ref _waitingNotices) > MaxWaitingNotices)
        {
            Interlocked.Decrement(ref _waitingNotices);
            return;
        }

        _ = WriteAsync(notice);
    }

    private async Task WriteAsync(SerializedHubMessage notice)
    {
        try
        {
            await Context.WriteAsync(notice, Context.ConnectionAborted);
        }
        catch (Exception ended) when (ended is OperationCanceledException or InvalidOperationException or IOException)
        {
            // The connection has ended.
        }
        finally
        {
            Interlocked.Decrement(ref _waitingNotices);
        }
    }

    /// <summary>Returns where a connection comes from; null if that is not known.</summary>
    public static IPAddress? NetworkOf(HubConnectionContext context) =>
        context.GetHttpContext() is { } http ? ClientNetwork.Known(http) : null;

    private void FallBehind(ValueTask unfinished)
    {
        _behind = true;
        _ = catchUp.RunAsync(this, unfinished);
    }
}

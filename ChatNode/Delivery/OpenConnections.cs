using System.Collections.Concurrent;
using AspireChat.ChatNode.Presence;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.Delivery;

/// <summary>The clients connected to this node.</summary>
internal sealed class OpenConnections(CatchUp catchUp, ConnectedUsers users, IOptions<ChatLimits> limits, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ClientConnection> _connections = new(StringComparer.Ordinal);

    /// <summary>The number of connections.</summary>
    public int Count => _connections.Count;

    /// <summary>The connections at this moment.</summary>
    public IEnumerable<ClientConnection> All => _connections.Values;

    /// <summary>Adds a connection that SignalR has accepted.</summary>
    public ClientConnection Add(HubConnectionContext context)
    {
        var connectedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        var client = new ClientConnection(context, catchUp, new SendAllowance(limits.Value, time), connectedAt);
        _connections[context.ConnectionId] = client;
        users.Enter(client.Caller.User, client.Caller.Name);
        return client;
    }

    /// <summary>Removes a connection that has ended. Does nothing if it was never added.</summary>
    public void Remove(string connectionId)
    {
        if (_connections.TryRemove(connectionId, out var client))
        {
            users.Leave(client.Caller.User, client.IsAway);
        }
    }

    /// <summary>Returns the connection with this id; null if it is gone.</summary>
    public ClientConnection? Find(string connectionId) => _connections.GetValueOrDefault(connectionId);
}

using System.Collections.Concurrent;

namespace AspireChat.ChatNode.Delivery;

/// <summary>The clients connected to this node.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<string, ClientConnection> _connections = new(StringComparer.Ordinal);

    /// <summary>The number of connections.</summary>
    public int Count => _connections.Count;

    /// <summary>The connections at this moment.</summary>
    public IEnumerable<ClientConnection> All => _connections.Values;

    /// <summary>Adds a connection.</summary>
    public void Add(ClientConnection connection) => _connections[connection.Context.ConnectionId] = connection;

    /// <summary>Removes and returns a connection; null if it is not there.</summary>
    public ClientConnection? Remove(string connectionId) => _connections.TryRemove(connectionId, out var connection) ? connection : null;

    /// <summary>Returns the connection with this id; null if it is gone.</summary>
    public ClientConnection? Find(string connectionId) => _connections.GetValueOrDefault(connectionId);
}

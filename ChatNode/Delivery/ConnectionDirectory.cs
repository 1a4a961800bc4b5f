using System.Collections.Concurrent;

namespace AspireChat.ChatNode.Delivery;

/// <summary>The clients connected to this node.</summary>
internal sealed class ConnectionDirectory
{
    private readonly ConcurrentDictionary<string, ClientConnection> _connections = new(StringComparer.Ordinal);

    /// <summary>How many.</summary>
    public int Count => _connections.Count;

    /// <summary>All of them, at this moment.</summary>
    public IEnumerable<ClientConnection> All => _connections.Values;

    public void Add(ClientConnection connection) => _connections[connection.Context.ConnectionId] = connection;

    /// <returns>The connection, null when it was not there.</returns>
    public ClientConnection? Remove(string connectionId) => _connections.TryRemove(connectionId, out var connection) ? connection : null;

    /// <summary>The connection with this id, null when it is gone.</summary>
    public ClientConnection? Find(string connectionId) => _connections.GetValueOrDefault(connectionId);
}

using System.Collections.Concurrent;

namespace AspireChat.ChatNode.Delivery;

/// <summary>The clients connected to this node.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<string, ClientConnection> _connections = new(StringComparer.Ordinal);

    // Most users have one connection: an array of one is the smallest collection. Arrays are replaced, never changed.
    private readonly ConcurrentDictionary<string, ClientConnection[]> _ofUsers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The number of connections.</summary>
    public int Count => _connections.Count;

    /// <summary>The connections at this moment.</summary>
    public IEnumerable<ClientConnection> All => _connections.Values;

    /// <summary>Adds a connection.</summary>
    public void Add(ClientConnection connection)
    {
        _connections[connection.Context.ConnectionId] = connection;
        lock (_gate)
        {
            _ofUsers[connection.Caller.User] = [.. OfUser(connection.Caller.User), connection];
        }
    }

    /// <summary>Removes and returns a connection; null if it is not there.</summary>
    public ClientConnection? Remove(string connectionId)
    {
        if (!_connections.TryRemove(connectionId, out var connection))
        {
            return null;
        }

        lock (_gate)
        {
            var user = connection.Caller.User;
            if (OfUser(user).Where(other => other != connection).ToArray() is { Length: > 0 } left)
            {
                _ofUsers[user] = left;
            }
            else
            {
                _ofUsers.TryRemove(user, out _);
            }
        }

        return connection;
    }

    /// <summary>Returns the connection with this id; null if it is gone.</summary>
    public ClientConnection? Find(string connectionId) => _connections.GetValueOrDefault(connectionId);

    /// <summary>The connections of a user at this moment.</summary>
    public IReadOnlyList<ClientConnection> OfUser(string user) => _ofUsers.GetValueOrDefault(user, []);
}

using System.Collections.Concurrent;

namespace AspireChat.ChatNode.Delivery;

/// <summary>The clients connected to this node.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<string, ClientConnection> _connections = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ClientConnection[]> _ofUser = new(StringComparer.Ordinal);

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
            _ofUser[connection.Caller.User] = [.. Of(connection.Caller.User), connection];
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
            ClientConnection[] left = [.. Of(connection.Caller.User).Where(other => other != connection)];
            if (left.Length > 0)
            {
                _ofUser[connection.Caller.User] = left;
            }
            else
            {
                _ofUser.Remove(connection.Caller.User);
            }
        }

        return connection;
    }

    /// <summary>Returns the connection with this id; null if it is gone.</summary>
    public ClientConnection? Find(string connectionId) => _connections.GetValueOrDefault(connectionId);

    /// <summary>Returns a user's connections.</summary>
    public IReadOnlyList<ClientConnection> Of(string user)
    {
        lock (_gate)
        {
            return _ofUser.GetValueOrDefault(user, []);
        }
    }
}

using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.ChatNode.Presence;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>Registers a client's connection when it starts and when it ends.</summary>
internal sealed class ConnectionLifetime(
    OpenConnections connections, CatchUp catchUp, ConnectedUsers users, Enforcement enforcement, IOptions<ChatLimits> limits,
    TimeProvider time)
{
    /// <summary>Registers a connection that SignalR has accepted.</summary>
    public void Start(HubConnectionContext context)
    {
        var allowance = new SendAllowance(limits.Value, time);
        var client = new ClientConnection(context, catchUp, allowance, time.GetUtcNow().ToUnixTimeMilliseconds());
        connections.Add(client);
        users.Enter(client.Caller.User, client.Caller.Name);

        // A ban that came after the request was admitted found no connection to close.
        enforcement.Check(client);
    }

    /// <summary>Unregisters a connection that has ended. Does nothing if it was never registered.</summary>
    public void End(string connectionId)
    {
        if (connections.Remove(connectionId) is { } client)
        {
            users.Leave(client.Caller.User, client.IsAway);
        }
    }
}

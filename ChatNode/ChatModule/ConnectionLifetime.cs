using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Limits;
using AspireChat.ChatNode.Moderation;
using AspireChat.ChatNode.Presence;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>Registers a client's connection when it starts and when it ends.</summary>
internal sealed class ConnectionLifetime(
    OpenConnections connections, ConnectionGroups groups, CatchUp catchUp, ConnectedUsers users, Enforcement enforcement,
    IOptions<ChatLimits> limits, TimeProvider time)
{
    /// <summary>Registers a connection that SignalR has accepted. One too many of its user or network is closed instead.</summary>
    public async Task StartAsync(HubConnectionContext context)
    {
        var (entered, full) = await groups.EnterAsync(ChatCaller.Of(context).User, ClientConnection.NetworkOf(context));
        var allowance = new ConnectionAllowance(limits.Value, entered, time);
        var client = new ClientConnection(context, catchUp, allowance, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (full is not null)
        {
            await enforcement.RefuseAsync(client, full);
            return;
        }

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
            groups.Leave(client.Allowance.Groups);
        }
    }
}

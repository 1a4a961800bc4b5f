using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.ChatNode.Presence;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// SignalR's Redis backplane, for what is addressed to a user or to everybody, which also keeps hold of the local connections so
/// that the rooms' pumps can write to them.
/// </summary>
internal sealed class ChatLifetimeManager(
    ILogger<RedisHubLifetimeManager<ChatHub>> logger, IOptions<RedisOptions> options, IHubProtocolResolver protocols,
    IOptions<HubOptions>? globalHubOptions, IOptions<HubOptions<ChatHub>>? hubOptions,
    ConnectionDirectory connections, CatchUp catchUp, ConnectedUsers users, Enforcement enforcement, IOptions<ChatLimits> limits, TimeProvider time)
    : RedisHubLifetimeManager<ChatHub>(logger, options, protocols, globalHubOptions, hubOptions)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var client = new ClientConnection(connection, catchUp, new SendAllowance(limits.Value, time), time.GetUtcNow().ToUnixTimeMilliseconds());
        connections.Add(client);
        var caller = ChatCaller.Of(connection);
        users.Enter(caller.User, caller.Name);

        // A ban that came after the request was let through found no connection to close.
        enforcement.Check(client);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (connections.Remove(connection.ConnectionId) is { } client)
        {
            users.Leave(ChatCaller.Of(connection).User, client.IsAway);
        }

        return base.OnDisconnectedAsync(connection);
    }
}

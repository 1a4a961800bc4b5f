using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// SignalR's Redis backplane, for what is addressed to a user or to everyone. It also registers the node's connections, so that the rooms' pumps
/// can write to them.
/// </summary>
internal sealed class ChatLifetimeManager(
    ILogger<RedisHubLifetimeManager<ChatHub>> logger, IOptions<RedisOptions> options, IHubProtocolResolver protocols,
    IOptions<HubOptions>? globalHubOptions, IOptions<HubOptions<ChatHub>>? hubOptions, OpenConnections connections, Enforcement enforcement)
    : RedisHubLifetimeManager<ChatHub>(logger, options, protocols, globalHubOptions, hubOptions)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var client = connections.Add(connection);

        // A ban that came after the request was admitted found no connection to close.
        enforcement.Check(client);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        connections.Remove(connection.ConnectionId);
        return base.OnDisconnectedAsync(connection);
    }
}

using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// SignalR's Redis backplane, for what is addressed to a user or to everyone. It also registers the node's connections, so that the rooms'
/// pumps can write to them.
/// </summary>
internal sealed class ChatLifetimeManager(
    ILogger<RedisHubLifetimeManager<ChatHub>> logger, IOptions<RedisOptions> options, IHubProtocolResolver protocols,
    IOptions<HubOptions>? globalHubOptions, IOptions<HubOptions<ChatHub>>? hubOptions, ConnectionLifetime lifetime)
    : RedisHubLifetimeManager<ChatHub>(logger, options, protocols, globalHubOptions, hubOptions)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        await lifetime.StartAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        lifetime.End(connection.ConnectionId);
        return base.OnDisconnectedAsync(connection);
    }
}

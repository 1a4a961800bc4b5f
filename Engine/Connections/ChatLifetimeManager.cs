using AspireChat.Contracts;
using AspireChat.Engine.ChatModule;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.Engine.Connections;

/// <summary>
/// SignalR's Redis backplane, for what is addressed to a user or to everybody, which also keeps hold of the local connections so
/// that the rooms' pumps can write to them.
/// </summary>
internal sealed class ChatLifetimeManager(
    ILogger<RedisHubLifetimeManager<ChatHub>> logger, IOptions<RedisOptions> options, IHubProtocolResolver protocols,
    IOptions<HubOptions>? globalHubOptions, IOptions<HubOptions<ChatHub>>? hubOptions,
    ConnectionDirectory connections, CatchUp catchUp, IOptions<ChatLimits> limits, TimeProvider time)
    : RedisHubLifetimeManager<ChatHub>(logger, options, protocols, globalHubOptions, hubOptions)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        connections.Add(new ClientConnection(connection, catchUp, new SendAllowance(limits.Value, time), time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        connections.Remove(connection.ConnectionId);
        return base.OnDisconnectedAsync(connection);
    }
}

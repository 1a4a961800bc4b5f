using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// Registers the node's connections, so that the rooms' pumps can write to them. Nothing is addressed through SignalR itself: rooms have
/// their feeds, and users their notices (see <see cref="Rooms.NoticeListener"/>).
/// </summary>
internal sealed class ChatLifetimeManager(ILogger<DefaultHubLifetimeManager<ChatHub>> logger, ConnectionLifetime lifetime)
    : DefaultHubLifetimeManager<ChatHub>(logger)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        lifetime.Start(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        lifetime.End(connection.ConnectionId);
        return base.OnDisconnectedAsync(connection);
    }
}

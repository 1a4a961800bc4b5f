using AspireChat.ChatNode.Delivery;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// SignalR's Redis backplane, for what is addressed to users or to everyone. To the backplane the node is one connection
/// (<see cref="BackplaneConnection"/>), which passes everything on to this node's clients: the backplane subscribes to two channels for
/// each connection that it knows, which costs four Redis commands and 5 KB. It also registers the node's connections, so that the rooms'
/// pumps can write to them.
/// </summary>
/// <remarks>Groups and single connections cannot be addressed: rooms are served by their pumps.</remarks>
internal sealed class ChatLifetimeManager : RedisHubLifetimeManager<ChatHub>
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    private readonly BackplaneConnection _node;
    private readonly ConnectionLifetime _lifetime;
    private readonly Lock _gate = new();
    private Task? _listening;

    public ChatLifetimeManager(
        ILogger<RedisHubLifetimeManager<ChatHub>> logger, IOptions<RedisOptions> options, IHubProtocolResolver protocols,
        IOptions<HubOptions>? globalHubOptions, IOptions<HubOptions<ChatHub>>? hubOptions, ConnectionLifetime lifetime,
        BackplaneConnection node)
        : base(logger, options, protocols, globalHubOptions, hubOptions)
    {
        (_lifetime, _node) = (lifetime, node);

        // At the start, so that the first clients need not wait for it and miss no notice.
        _ = ListenAsync();
    }

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        // Clients that come while a Redis server hangs get their rooms all the same, and notices a moment later.
        if (ListenAsync() is { IsCompleted: false } listening)
        {
            await Task.WhenAny(listening, Task.Delay(MaxWait));
        }

        await _lifetime.StartAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        _lifetime.End(connection.ConnectionId);
        return Task.CompletedTask;
    }

    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendUsersAsync([userId], methodName, args, cancellationToken);

    public override Task SendUsersAsync(
        IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAllAsync(AddressedCall.TargetOf(methodName), AddressedCall.ArgumentsOf(userIds, args), cancellationToken);

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        throw NotAddressable();

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        throw NotAddressable();

    public override Task SendConnectionAsync(
        string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NotAddressable();

    public override Task SendConnectionsAsync(
        IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        throw NotAddressable();

    public override Task SendAllExceptAsync(
        string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        throw NotAddressable();

    private static NotSupportedException NotAddressable() =>
        new("Only users and everyone can be addressed; rooms are served by their pumps.");

    /// <summary>Subscribes at the start, and again with the next connection if that failed.</summary>
    private Task ListenAsync()
    {
        lock (_gate)
        {
            return _listening is null or { IsFaulted: true } or { IsCanceled: true }
                ? _listening = base.OnConnectedAsync(_node)
                : _listening;
        }
    }
}

using AspireChat.Store.Audit;
using AspireChat.Store.Commands;
using AspireChat.Store.Limits;
using AspireChat.Store.Logs;
using AspireChat.Store.Moderation;
using AspireChat.Store.Nodes;
using AspireChat.Store.Presence;
using AspireChat.Store.Redis;
using AspireChat.Store.Rooms;
using AspireChat.Store.Telemetry;
using AspireChat.Store.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AspireChat.Store;

/// <summary>Registers the classes that use Redis.</summary>
public static class StoreExtensions
{
    /// <summary>
    /// Adds them. Needs an <c>IConnectionMultiplexer</c>, a <see cref="NodeIdentity"/> and a <see cref="CommandKey"/> among the services.
    /// </summary>
    public static void AddChatStore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<RedisMemory>();
        services.AddHostedService(provider => provider.GetRequiredService<RedisMemory>());
        services.AddSingleton<NodeRegistry>();
        services.AddSingleton<ClusterLimits>();
        services.AddSingleton<ConnectionCounts>();
        services.AddSingleton<ClusterEvents>();
        services.AddSingleton<ClusterCounts>();
        services.AddSingleton<CommandChannel>();
        services.AddSingleton<InboxChannel>();
        services.AddSingleton<NodeUsers>();
        services.AddSingleton<RoomLog>();
        services.AddSingleton<RoomWriter>();
        services.AddSingleton<MessageArchive>();
        services.AddSingleton<MessageSearch>();
        services.AddSingleton<SanctionStore>();
        services.AddSingleton<PolicyLog>();
        services.AddSingleton<SlowMode>();
        services.AddSingleton<RoomRulesStore>();
        services.AddSingleton<UserRooms>();
        services.AddSingleton<RoomMembers>();
        services.AddSingleton<RemovedMembers>();
        services.AddSingleton<MyRooms>();
        services.AddSingleton<MembershipEvents>();
        services.AddSingleton<RoomJoins>();
        services.AddSingleton<RoomChanges>();
        services.AddSingleton<RoomScan>();
        services.AddSingleton<RoomFinder>();
        services.AddSingleton<RoomCreation>();
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<QuestionStore>();
        services.AddSingleton<DeadNodeSweep>();
        services.AddSingleton<KnownUsers>();
        services.AddSingleton<UserCatalog>();
        services.AddSingleton<RoomCatalog>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<IdempotencyStore>();
    }
}

using AspireChat.AdminNode.Commands;
using AspireChat.ChatNode.AdminModule.Commands;
using AspireChat.ChatNode.Rooms;
using AspireChat.Store.Moderation;
using AspireChat.Store.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.ChatNode.Moderation;

/// <summary>Registers what moderation needs.</summary>
internal static class ModerationExtensions
{
    /// <summary>What reads and writes bans, mutes, roles and settings: on nodes and on the admin node.</summary>
    public static void AddModerationStores(this IServiceCollection services)
    {
        services.AddSingleton<SanctionStore>();
        services.AddSingleton<RoomRulesStore>();
        services.AddSingleton<PolicyLog>();
    }

    /// <summary>What enforces them on a node.</summary>
    public static void AddModeration(this IServiceCollection services)
    {
        services.AddModerationStores();
        services.AddSingleton<ModerationPolicy>();
        services.AddSingleton<Admission>();
        services.AddSingleton<Enforcement>();
        services.AddSingleton<SlowMode>();
        services.AddSingleton<RoomPermissions>();
        services.AddSingleton<RoomFounder>();
        services.AddSingleton<ModerationWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ModerationWatch>());
        services.AddSingleton<ICommandHandler, PolicyCommand>();
    }
}

using AspireChat.ChatNode.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.ChatNode.Moderation;

/// <summary>Registers what moderation needs.</summary>
internal static class ModerationExtensions
{
    /// <summary>What enforces them on a node.</summary>
    public static void AddModeration(this IServiceCollection services)
    {
        services.AddSingleton<ModerationPolicy>();
        services.AddSingleton<IRoomPolicies>(provider => provider.GetRequiredService<ModerationPolicy>());
        services.AddSingleton<Admission>();
        services.AddSingleton<Enforcement>();
        services.AddSingleton<RoomPermissions>();
        services.AddSingleton<ModerationWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ModerationWatch>());
    }
}

using AspireChat.ChatNode.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.ChatNode.Moderation;

/// <summary>Registers moderation.</summary>
internal static class ModerationExtensions
{
    public static void AddModeration(this IServiceCollection services)
    {
        services.AddSingleton<ModerationState>();
        services.AddSingleton<IRoomRulesCache>(provider => provider.GetRequiredService<ModerationState>());
        services.AddSingleton<Admission>();
        services.AddSingleton<Enforcement>();
        services.AddSingleton<RoomPermissions>();
        services.AddSingleton<ModerationWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ModerationWatch>());
    }
}

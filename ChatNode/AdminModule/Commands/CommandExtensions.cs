using AspireChat.AdminNode.Commands;
using AspireChat.ChatNode.Delivery;
using AspireChat.Store.Commands;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>Registers both ends of the commands. Both need <c>Chat:SigningKey</c>.</summary>
internal static class CommandExtensions
{
    /// <summary>For the admin node: <see cref="IClusterCommands"/>.</summary>
    public static void AddClusterCommands(this IServiceCollection services)
    {
        services.TryAddSingleton<ChatMetrics>();
        services.AddSingleton<CommandKey>();
        services.AddSingleton<IClusterCommands, RedisClusterCommands>();
    }

    /// <summary>For a chat node: hears commands, and knows how to carry out those that steer it.</summary>
    public static void AddCommandListener(this IServiceCollection services)
    {
        services.AddSingleton<CommandKey>();
        services.AddSingleton<CommandGuard>();
        services.AddSingleton<ICommandHandler, DrainHandler>();
        services.AddSingleton<ICommandHandler, UndrainHandler>();
        services.AddSingleton<ICommandHandler, DisconnectHandler>();
        services.AddSingleton<ICommandHandler, ConnectionsHandler>();
        services.AddSingleton<ICommandHandler, CutHandler>();
        services.AddSingleton<ICommandHandler, NotifyHandler>();
        services.AddHostedService<CommandListener>();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>Registers the commands.</summary>
internal static class CommandExtensions
{
    /// <summary>Adds the listener and a handler for each type of command.</summary>
    public static void AddCommandListener(this IServiceCollection services)
    {
        services.AddSingleton<CommandGuard>();
        services.AddSingleton<ICommandHandler, DrainHandler>();
        services.AddSingleton<ICommandHandler, UndrainHandler>();
        services.AddSingleton<ICommandHandler, DisconnectHandler>();
        services.AddSingleton<ICommandHandler, ConnectionsHandler>();
        services.AddSingleton<ICommandHandler, CutHandler>();
        services.AddSingleton<ICommandHandler, NotifyHandler>();
        services.AddSingleton<ICommandHandler, PolicyHandler>();
        services.AddHostedService<CommandListener>();
    }
}

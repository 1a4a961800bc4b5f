using AspireChat.Web.Client.Admin.Access;
using AspireChat.Web.Client.Admin.Actions;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Live;
using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.Web.Client.Admin;

/// <summary>What the admin pages consist of. Nothing of it starts before one of them is opened.</summary>
public static class AdminExtensions
{
    /// <summary>Adds the admin pages' services.</summary>
    public static void AddAdminPages(this IServiceCollection services)
    {
        services.AddSingleton<AdminSession>();
        services.AddSingleton<AdminClient>();
        services.AddSingleton<ClusterLive>();
        services.AddSingleton<ActionDesk>();
        services.AddSingleton<AdminScript>();
        services.AddSingleton<NodeActions>();
        services.AddSingleton<UserActions>();
        services.AddSingleton<RoomActions>();
        services.AddSingleton<WebhookActions>();
    }
}

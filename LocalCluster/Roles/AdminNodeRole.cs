using AspireChat.Engine;
using AspireChat.ServiceDefaults;
using AspireChat.ServiceDefaults.Hosting;

namespace AspireChat.LocalCluster.Roles;

/// <summary>This program as the admin node: what AdminNode/Program.cs is where Aspire runs the cluster.</summary>
internal static class AdminNodeRole
{
    public const string Name = "admin";

    /// <summary>What the process is called in this cluster.</summary>
    public const string ChildName = "adminnode";

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults();
        builder.AddChatRedis();
        builder.AddAdminNode();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapAdminNode();
        return await app.RunToExitCodeAsync();
    }
}

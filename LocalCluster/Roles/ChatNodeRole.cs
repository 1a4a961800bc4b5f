using AspireChat.Engine;
using AspireChat.ServiceDefaults;
using AspireChat.ServiceDefaults.Hosting;

namespace AspireChat.LocalCluster.Roles;

/// <summary>This program as a chat node: what ChatNode/Program.cs is where Aspire runs the cluster.</summary>
internal static class ChatNodeRole
{
    public const string Name = "node";

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults();
        builder.AddChatRedis();
        builder.AddChatNode();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapChatNode();
        return await app.RunToExitCodeAsync();
    }
}

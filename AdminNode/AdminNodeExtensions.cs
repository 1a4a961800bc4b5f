using System.Text;
using AspireChat.AdminNode.Api.Rooms;
using AspireChat.AdminNode.Commands;
using AspireChat.AdminNode.Inbox;
using AspireChat.AdminNode.Monitor;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store;
using AspireChat.Store.Commands;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.AdminNode;

/// <summary>Makes an ASP.NET Core program the admin node.</summary>
public static class AdminNodeExtensions
{
    /// <summary>
    /// Adds what the admin node does. Needs an <see cref="IConnectionMultiplexer"/> among the services, <c>Chat:SigningKey</c> and
    /// <c>Chat:AdminKey</c>.
    /// </summary>
    public static void AddAdminNode(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new NodeIdentity("adminnode"));
        builder.Services.AddSingleton(provider => new CommandKey(provider.GetRequiredService<IOptions<ChatTokenOptions>>().Value.SigningKey));
        builder.Services.AddChatStore();
        builder.AddAdminApi();
        builder.Services.AddSingleton<IClusterCommands, RedisClusterCommands>();
        builder.AddUsersAndRooms();
        builder.Services.AddClusterMonitor();
        builder.Services.AddHostedService<InboxService>();
        builder.Services.AddHealthChecks().AddCheck<RedisHealth>("node");
    }

    /// <summary>Maps the admin API, and <c>/api/cluster/slots</c>, which the ingress follows.</summary>
    public static void MapAdminNode(this WebApplication app)
    {
        app.MapAdminApi();
        app.MapGet("/api/cluster/slots", WriteSlotsAsync);
    }

    /// <summary>
    /// A line for each living node: its name, then <c>up</c> or <c>draining</c>. Plain text, since a shell script reads it. Without Redis
    /// there is no answer (503), and the ingress leaves everything as it is.
    /// </summary>
    private static async Task<IResult> WriteSlotsAsync(NodeRegistry registry)
    {
        try
        {
            await registry.LookAsync();
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            return Results.Text("Redis cannot be reached.\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var lines = new StringBuilder();
        foreach (var node in registry.Live.Values.GroupBy(node => node.Name).OrderBy(node => node.Key, StringComparer.Ordinal))
        {
            // A node that was started anew may share its name with its dying predecessor for a moment.
            lines.Append(node.Key).Append(node.All(process => process.Draining) ? " draining\n" : " up\n");
        }

        return Results.Text(lines.ToString());
    }
}

using AspireChat.AdminNode.Commands;
using AspireChat.AdminNode.Inbox;
using AspireChat.AdminNode.Monitor;
using AspireChat.AdminNode.Webhooks;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store;
using AspireChat.Store.Commands;
using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.AdminNode;

/// <summary>Makes an ASP.NET Core program the admin node.</summary>
public static class AdminNodeExtensions
{
    /// <summary>
    /// Adds the admin node. Requires an <see cref="IConnectionMultiplexer"/> among the services, <c>Chat:SigningKey</c>,
    /// <c>Chat:AdminSigningKey</c> and <c>Chat:AdminKey</c>.
    /// </summary>
    public static void AddAdminNode(this IHostApplicationBuilder builder)
    {
        builder.AddStore();
        builder.AddCommands();
        builder.Services.AddClusterMonitor();
        builder.AddWebhooks();
        builder.AddAdminApi();
        builder.Services.AddHostedService<InboxService>();
        builder.Services.AddHealthChecks().AddCheck<RedisHealth>("node");
    }

    /// <summary>Maps the admin API, and <c>/api/cluster/slots</c>, which the ingress polls.</summary>
    public static void MapAdminNode(this WebApplication app)
    {
        app.MapAdminApi();
        app.MapGet("/api/cluster/slots", WriteSlotsAsync);
    }

    private static void AddStore(this IHostApplicationBuilder builder)
    {
        var chat = builder.Configuration.GetSection("Chat");
        builder.Services.AddSingleton(new NodeIdentity("adminnode"));
        builder.Services.AddOptions<ChatLimits>().Bind(chat.GetSection("Limits"));

        // The nodes trim the logs. This process may have other settings than they, and would delete what they keep.
        builder.Services.AddOptions<RoomOptions>().Bind(chat.GetSection("Rooms")).PostConfigure(rooms => rooms.LogLength = int.MaxValue);
        builder.Services.AddChatStore();
    }

    private static void AddCommands(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<CommandOptions>().Bind(builder.Configuration.GetSection("Chat:Admin"))
            .Validate(admin => admin.AnswersWithin > TimeSpan.Zero && admin.AnswersWithin <= CommandMessage.MaxTimeout,
                $"Chat:Admin:AnswersWithin must be more than 0 and at most {CommandMessage.MaxTimeout}, such as 00:00:03.")
            .ValidateOnStart();
        builder.Services.AddSingleton(provider => new CommandKey(
            DerivedKey.For(provider.GetRequiredService<IOptions<ChatTokenOptions>>().Value.Keys, CommandKey.Purpose)));
        builder.Services.AddSingleton<ClusterCommands>();
        builder.Services.AddSingleton<PolicyAnnouncer>();
    }

    /// <summary>
    /// Writes the <see cref="SlotList"/> as plain text for a shell script. Without Redis, or while the list is not whole, it responds with
    /// 503, and the ingress changes nothing. A node that asks for the others says so: it must not pass for the ingress.
    /// </summary>
    private static async Task<IResult> WriteSlotsAsync(
        SlotList slots, ServiceStatusReader services, [FromQuery(Name = "for")] string? reader)
    {
        if (reader != "node")
        {
            services.OnSlotsRead();
        }

        try
        {
            return await slots.ReadAsync() is { } list
                ? Results.Text(list)
                : Results.Text("The nodes are renewing their leases.\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            return Results.Text("Redis cannot be reached.\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}

using System.Text.Json.Serialization.Metadata;
using AspireChat.ChatNode.AdminModule;
using AspireChat.ChatNode.AdminModule.Commands;
using AspireChat.ChatNode.ChatModule;
using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.ChatNode.Presence;
using AspireChat.ChatNode.Rooms;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store;
using AspireChat.Store.Commands;
using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.ChatNode;

/// <summary>Turns an ASP.NET Core program into a chat node.</summary>
public static class ChatNodeExtensions
{
    private static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(15);

    /// <summary>So that clients detect a node that hangs within a few seconds.</summary>
    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds a node's services. Needs an <see cref="IConnectionMultiplexer"/> among the services, from Aspire's Redis client integration or
    /// <see cref="RedisExtensions.AddChatRedis"/>, and <c>Chat:SigningKey</c>.
    /// </summary>
    public static void AddChatNode(this IHostApplicationBuilder builder)
    {
        builder.AddChatAuthentication(ChatProtocol.HubPath);
        builder.Services.AddAuthorizationBuilder().AddPolicy(ChatPolicies.User, policy => policy.RequireClaim("sub"));
        builder.AddChatOptions();
        builder.Services.AddChatStore();
        builder.Services.AddDelivery();
        builder.Services.AddModeration();
        builder.Services.AddRooms();
        builder.Services.AddChatHub();
        builder.Services.AddClusterMembership();
    }

    /// <summary>Maps the hub at <see cref="ChatProtocol.HubPath"/>.</summary>
    public static void MapChatNode(this WebApplication app)
    {
        app.UseReadiness();
        app.UseAuthentication();
        app.UseAdmission();
        app.UseAuthorization();
        app.UseUnbufferedAnswers();
        app.MapHub<ChatHub>(ChatProtocol.HubPath, hub =>
        {
            // Below the 60 s for which a proxy waits by default. It is also how long it takes until a node notices that a client
            // with an open poll is gone: the poll is answered, and no other follows.
            hub.LongPolling.PollTimeout = PollTimeout;

            // An expired token closes the connection; the client returns with a new one and resumes.
            hub.CloseOnAuthenticationExpiration = true;
        });
    }

    /// <summary>
    /// Tells nginx and what follows its convention not to hold back what a node sends bit by bit: without it, Server-Sent Events
    /// never arrive behind a proxy with defaults.
    /// </summary>
    private static void UseUnbufferedAnswers(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments(ChatProtocol.HubPath))
        {
            context.Response.Headers["X-Accel-Buffering"] = "no";
        }

        return next(context);
    });

    private static void AddChatOptions(this IHostApplicationBuilder builder)
    {
        var chat = builder.Configuration.GetSection("Chat");
        builder.Services.AddOptions<NodeOptions>().Bind(chat.GetSection("Node")).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<RoomOptions>().Bind(chat.GetSection("Rooms"))
            .Validate(rooms => rooms.LogLength >= 1, "Chat:Rooms:LogLength must be at least 1.")
            .Validate(rooms => rooms.DuplicateWindow >= TimeSpan.FromSeconds(1), "Chat:Rooms:DuplicateWindow must be at least 00:00:01.")
            .Validate(
                rooms => rooms.FramesPerSecond >= 1,
                "Chat:Rooms:FramesPerSecond must be at least 1; to never delay an event, set Chat:Rooms:Linger to 0.")
            .Validate(rooms => rooms.BehindLimit > TimeSpan.Zero, "Chat:Rooms:BehindLimit must be more than 0, such as 00:00:30.")
            .ValidateOnStart();
        builder.Services.AddOptions<ChatLimits>().Bind(chat.GetSection("Limits"))
            .Validate(limits => limits.MaxTextLength is >= 1 and <= 8_000, "Chat:Limits:MaxTextLength must be 1 to 8000.")
            .Validate(limits => limits.SendsPerSecond >= 0, "Chat:Limits:SendsPerSecond must be 0 (no limit) or more.")
            .Validate(limits => limits.MaxRoomsPerConnection >= 1, "Chat:Limits:MaxRoomsPerConnection must be at least 1.")
            .Validate(limits => limits.MaxPageSize is >= 1 and <= 1_000, "Chat:Limits:MaxPageSize must be 1 to 1000.")
            .ValidateOnStart();
    }

    private static void AddDelivery(this IServiceCollection services)
    {
        services.AddSingleton<ChatMetrics>();
        services.AddSingleton<RoomPresenceFactory>();
        services.AddSingleton<ConnectedUsers>();
        services.AddHostedService(provider => provider.GetRequiredService<ConnectedUsers>());
        services.AddSingleton<RoomPump>();
        services.AddSingleton<OpenRooms>();
        services.AddSingleton<CatchUp>();
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<RedisLink>();
        services.AddHostedService<FeedWatch>();
    }

    private static void AddChatHub(this IServiceCollection services)
    {
        services.AddSingleton<Sessions>();
        services.AddSingleton<ConnectionLifetime>();
        services.AddSingleton<IUserIdProvider, SubjectUserIdProvider>();
        services.AddSingleton<RefusalFilter>();
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None));
        services.AddSignalR(signalR =>
            {
                signalR.KeepAliveInterval = KeepAliveInterval;
                signalR.AddFilter<RefusalFilter>();
            })
            .AddJsonProtocol(json =>
                json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(
                    0, ContractsJson.Default.WithAddedModifier(IllFormedText.Accept)))
            .AddMessagePackProtocol();
        services.AddOptions<HubOptions>().Configure<IOptions<ChatLimits>>((hub, limits) =>
        {
            // A text at the limit must arrive, with all its attachments: a JSON encoder may write each of their characters as \uXXXX.
            hub.MaximumReceiveMessageSize = Math.Max(48 * 1024, (6 * limits.Value.MaxTextLength) + 20 * 1024);
        });
        services.AddSingleton<HubLifetimeManager<ChatHub>, ChatLifetimeManager>();
    }

    private static void AddClusterMembership(this IServiceCollection services)
    {
        services.AddSingleton(provider => new NodeIdentity(provider.GetRequiredService<IOptions<NodeOptions>>().Value.Name));
        services.AddSingleton(provider => new CommandKey(provider.GetRequiredService<IOptions<ChatTokenOptions>>().Value.SigningKey));
        services.AddSingleton<Drain>();
        services.AddSingleton<NodeStatistics>();
        services.AddHostedService<NodeAgent>();
        services.AddHttpClient();
        services.AddHostedService<CutOff>();
        services.AddCommandListener();
        services.AddSingleton<IHostLifetime, DrainingLifetime>();
        services.AddSingleton<RedisHealth>();
        services.AddHealthChecks().AddCheck<NodeHealth>("node");
    }
}

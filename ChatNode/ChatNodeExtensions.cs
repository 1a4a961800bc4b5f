using System.Text.Json.Serialization.Metadata;
using AspireChat.ChatNode.AdminModule;
using AspireChat.ChatNode.AdminModule.Commands;
using AspireChat.ChatNode.ChatModule;
using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Limits;
using AspireChat.ChatNode.Moderation;
using AspireChat.ChatNode.Presence;
using AspireChat.ChatNode.Rooms;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store;
using AspireChat.Store.Commands;
using AspireChat.Store.Limits;
using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using IPNetwork = System.Net.IPNetwork;

namespace AspireChat.ChatNode;

/// <summary>Turns an ASP.NET Core program into a chat node.</summary>
public static class ChatNodeExtensions
{
    private static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(15);

    /// <summary>So that clients detect a node that hangs within a few seconds.</summary>
    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SendTimeoutMargin = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds a node's services. Needs <see cref="RedisExtensions.AddChatRedis"/> and <c>Chat:SigningKey</c>.
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
        app.UseForwardedHeaders();
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

            // CatchUp aborts a connection that does not drain. SignalR's own limit for a write, 10 s by default, must not come first.
            hub.TransportSendTimeout = app.Services.GetRequiredService<IOptions<RoomOptions>>().Value.BehindLimit + SendTimeoutMargin;
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
        builder.Services.AddOptions<NodeOptions>().Bind(chat.GetSection("Node")).ValidateDataAnnotations()
            .Validate(node => node.TrustedProxies.All(range => IPNetwork.TryParse(range, out _)),
                "Chat:Node:TrustedProxies must contain address ranges such as 10.0.0.0/8.")
            .ValidateOnStart();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<NodeOptions>>((forwarded, node) =>
        {
            forwarded.ForwardedHeaders |= ForwardedHeaders.XForwardedFor;
            foreach (var range in node.Value.TrustedProxies)
            {
                forwarded.KnownIPNetworks.Add(IPNetwork.Parse(range));
            }
        });
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
        builder.Services.AddOptions<LimitOptions>().Bind(chat.GetSection("Limits"))
            .Validate(limits => IsValid(limits.PerUser), Invalid("PerUser"))
            .Validate(limits => IsValid(limits.PerNetwork), Invalid("PerNetwork"))
            .ValidateOnStart();
    }

    private static bool IsValid(ShareLimits limits) =>
        limits is { CallsPerSecond: >= 0, CallBurst: >= 1, Connections: >= 0, NewRoomsPerHour: >= 0 };

    private static string Invalid(string party) =>
        $"Chat:Limits:{party}:CallsPerSecond, Connections and NewRoomsPerHour must be 0 (no limit) or more, and CallBurst at least 1.";

    private static void AddDelivery(this IServiceCollection services)
    {
        services.AddSingleton<ChatMetrics>();
        services.AddSingleton<RoomPresenceFactory>();
        services.AddSingleton<ConnectedUsers>();
        services.AddHostedService(provider => provider.GetRequiredService<ConnectedUsers>());
        // Never more than the log has.
        services.AddSingleton(provider =>
            new RoomTails(Math.Min(RoomTails.DefaultEvents, provider.GetRequiredService<IOptions<RoomOptions>>().Value.LogLength)));
        services.AddSingleton<SharedLogReads>();
        services.AddSingleton<RoomPump>();
        services.AddSingleton<OpenRooms>();
        services.AddSingleton<CatchUp>();
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<ConnectionGroups>();
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
        // FeedWatch reports the connection to Redis; the backplane would add a stack trace for every attempt.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.SignalR.StackExchangeRedis", LogLevel.Critical));
        services.AddSignalR(signalR =>
            {
                signalR.KeepAliveInterval = KeepAliveInterval;
                signalR.AddFilter<RefusalFilter>();
            })
            .AddJsonProtocol(json =>
            {
                json.PayloadSerializerOptions.DefaultIgnoreCondition = ContractsJson.Default.Options.DefaultIgnoreCondition;
                json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(
                    0, ContractsJson.Default.WithAddedModifier(IllFormedText.Accept).WithAddedModifier(StoredEventsConverter.Use));
            })
            .AddMessagePackProtocol()
            .AddStackExchangeRedis();
        services.AddOptions<HubOptions>().Configure<IOptions<ChatLimits>>((hub, limits) =>
        {
            // A text at the limit must arrive, with all its attachments: a JSON encoder may write each of their characters as \uXXXX.
            hub.MaximumReceiveMessageSize = Math.Max(48 * 1024, (6 * limits.Value.MaxTextLength) + 20 * 1024);
        });
        services.AddOptions<RedisOptions>().Configure<IConfiguration>((options, configuration) =>
            options.ConnectionFactory = async _ => await RedisExtensions.ConnectAsync(configuration, RedisKeys.SignalRPrefix));
        services.AddSingleton<BackplaneConnection>();
        services.AddSingleton<HubLifetimeManager<ChatHub>, ChatLifetimeManager>();
        services.AddSingleton(provider => provider.GetRequiredService<IHubContext<ChatHub, IChatClient>>().Clients);
    }

    private static void AddClusterMembership(this IServiceCollection services)
    {
        services.AddSingleton(provider => new NodeIdentity(provider.GetRequiredService<IOptions<NodeOptions>>().Value.Name));
        services.AddSingleton(provider => new CommandKey(
            DerivedKey.For(provider.GetRequiredService<IOptions<ChatTokenOptions>>().Value.Keys, CommandKey.Purpose)));
        services.AddSingleton<Drain>();
        services.AddSingleton<NodeStatistics>();
        services.AddSingleton<NodeEntries>();
        services.AddHostedService<NodeAgent>();
        services.AddHttpClient();
        services.AddHostedService<CutOff>();
        services.AddCommandListener();
        services.AddSingleton<IHostLifetime, DrainingLifetime>();
        services.AddSingleton<RedisHealth>();
        services.AddHealthChecks().AddCheck<NodeHealth>("node");
    }
}

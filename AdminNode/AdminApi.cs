using System.Text.Json.Serialization;
using AspireChat.AdminNode.Api;
using AspireChat.AdminNode.Api.Access;
using AspireChat.AdminNode.Api.Announcements;
using AspireChat.AdminNode.Api.Audit;
using AspireChat.AdminNode.Api.Connections;
using AspireChat.AdminNode.Api.Idempotency;
using AspireChat.AdminNode.Api.Limits;
using AspireChat.AdminNode.Api.Nodes;
using AspireChat.AdminNode.Api.OpenApi;
using AspireChat.AdminNode.Api.Rooms;
using AspireChat.AdminNode.Api.Sessions;
using AspireChat.AdminNode.Api.Statistics;
using AspireChat.AdminNode.Api.Users;
using AspireChat.AdminNode.Webhooks;
using AspireChat.Store.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspireChat.AdminNode;

/// <summary>The admin API: what all of its calls share, and where they are.</summary>
internal static class AdminApi
{
    public static void AddAdminApi(this IHostApplicationBuilder builder)
    {
        builder.AddAdminOptions();
        builder.AddAdminAccess();
        builder.Services.AddAdminLimits();
        builder.Services.AddApiDocument();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = ApiProblems.Complete);
        builder.Services.AddExceptionHandler<ApiProblems>();
        builder.Services.AddSingleton<AuditLog>();
        builder.AddWebhooks();

        // Read by reflection rather than by AdminJson: generated code forgets what an init-only property is when the JSON does not name it.
        // A wrong body is an exception in every environment, so that the answer can say what is wrong with it.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.Configure<JsonOptions>(json =>
        {
            var options = json.SerializerOptions;
            options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.RespectNullableAnnotations = true;
            options.AllowDuplicateProperties = false;
            options.NumberHandling = JsonNumberHandling.Strict;
        });
    }

    public static void MapAdminApi(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<AuditMiddleware>();
        app.UseMiddleware<IdempotencyMiddleware>();

        app.MapApiDocument();
        var api = app.MapGroup(ApiRequest.Root).RequireAuthorization(AdminAccess.Policy).RequireRateLimiting(AdminLimits.Policy)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapSessions();
        api.MapNodes();
        api.MapConnections();
        api.MapUsers();
        api.MapRooms();
        api.MapStatistics();
        api.MapEvents();
        api.MapAnnouncements();
        api.MapAudit();
        api.MapWebhooks();
    }

    private static void AddAdminOptions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<AdminOptions>().Bind(builder.Configuration.GetSection("Chat:Admin"))
            .Validate(admin => admin.RequestsPerSecond >= 0, "Chat:Admin:RequestsPerSecond must be 0 (no limit) or more.")
            .Validate(admin => admin.RequestBurst >= 1, "Chat:Admin:RequestBurst must be at least 1.")
            .Validate(admin => admin.FailuresPerMinute >= 1, "Chat:Admin:FailuresPerMinute must be at least 1.")
            .Validate(admin => admin.AnswersWithin > TimeSpan.Zero && admin.AnswersWithin <= CommandMessage.MaxTimeout,
                $"Chat:Admin:AnswersWithin must be more than 0 and at most {CommandMessage.MaxTimeout}, such as 00:00:03.")
            .Validate(admin => admin.TrustedProxies.All(range => System.Net.IPNetwork.TryParse(range, out _)),
                "Chat:Admin:TrustedProxies must hold address ranges such as 10.0.0.0/8.")
            .ValidateOnStart();
    }
}

using System.Text.Json.Serialization;
using AspireChat.AdminNode.Api;
using AspireChat.AdminNode.Api.Access;
using AspireChat.AdminNode.Api.Audit;
using AspireChat.AdminNode.Api.Endpoints;
using AspireChat.AdminNode.Api.Idempotency;
using AspireChat.AdminNode.Api.OpenApi;
using AspireChat.AdminNode.Api.Rooms;
using AspireChat.AdminNode.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspireChat.AdminNode;

/// <summary>The admin API: what all calls share, and the list of the calls.</summary>
internal static class AdminApi
{
    public static void AddAdminApi(this IHostApplicationBuilder builder)
    {
        builder.AddAdminOptions();
        builder.AddAdminAccess();
        builder.Services.AddApiDocument();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = ApiProblems.Complete);
        builder.Services.AddExceptionHandler<ApiProblems>();
        builder.Services.AddSingleton<AuditTrail>();
        builder.Services.AddSingleton<RoomAdmin>();
        builder.Services.AddSingleton<RoomPosts>();
        builder.Services.AddStrictJson();
    }

    public static void MapAdminApi(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<AuditMiddleware>();
        app.UseMiddleware<IdempotencyMiddleware>();

        app.MapApiDocument();
        var api = app.MapGroup(ApiRequest.Root).RequireAuthorization(AdminAccess.Policy).RequireRateLimiting(RateLimits.Policy)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapSessions();
        api.MapNodes();
        api.MapConnections();
        api.MapUsers();
        api.MapNetworkBans();
        api.MapRooms();
        api.MapMessages();
        api.MapNotices();
        api.MapStatistics();
        api.MapAudit();
        api.MapWebhooks();
    }

    private static void AddAdminOptions(this IHostApplicationBuilder builder) =>
        builder.Services.AddOptions<AdminOptions>().Bind(builder.Configuration.GetSection("Chat:Admin"))
            .Validate(admin => admin.RequestsPerSecond >= 0, "Chat:Admin:RequestsPerSecond must be 0 (no limit) or more.")
            .Validate(admin => admin.RequestBurst >= 1, "Chat:Admin:RequestBurst must be at least 1.")
            .Validate(admin => admin.FailuresPerMinute >= 1, "Chat:Admin:FailuresPerMinute must be at least 1.")
            .Validate(admin => admin.TrustedProxies.All(range => System.Net.IPNetwork.TryParse(range, out _)),
                "Chat:Admin:TrustedProxies must contain address ranges such as 10.0.0.0/8.")
            .ValidateOnStart();

    private static void AddStrictJson(this IServiceCollection services)
    {
        // Reflection rather than AdminJson: generated code overwrites an init-only property that the JSON does not contain.
        // An invalid body is an exception in every environment, so that the response can say what is wrong with it.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(json =>
        {
            var options = json.SerializerOptions;
            options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.RespectNullableAnnotations = true;
            options.AllowDuplicateProperties = false;
            options.NumberHandling = JsonNumberHandling.Strict;
        });
    }

    /// <summary>
    /// On every response, including errors: the exception handler clears headers that are set before the response starts.
    /// </summary>
    private static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Task.CompletedTask;
        });
        return next(context);
    });
}

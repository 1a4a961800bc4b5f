using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using StackExchange.Redis;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>Admits new connections or refuses them. Existing connections are closed by <see cref="Enforcement"/> instead.</summary>
internal static class AdmissionMiddleware
{
    /// <summary>
    /// Refuses new connections with 503 while Redis cannot be reached: they could do nothing here, and may reach another node. Existing
    /// connections pass: each of their calls is refused with <c>unavailable:</c>.
    /// </summary>
    public static void UseReadiness(this IApplicationBuilder app)
    {
        var redis = app.ApplicationServices.GetRequiredService<IConnectionMultiplexer>();
        var link = app.ApplicationServices.GetRequiredService<RedisLink>();
        var moderation = app.ApplicationServices.GetRequiredService<ModerationState>();
        app.Use((context, next) =>
        {
            // Bans may not be loaded yet either: a node that started without Redis loads them a moment after Redis is back.
            if (!IsNew(context.Request) || (redis.IsConnected && !link.IsCutOff && moderation.IsLoaded))
            {
                return next(context);
            }

            context.Response.Headers.RetryAfter = "1";
            return RefuseAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                ChatErrors.Unavailable,
                "the room store cannot be reached; try again in a moment.");
        });
    }

    /// <summary>Refuses banned users and networks with 403 and revoked tokens with 401. Add it after authentication.</summary>
    public static void UseAdmission(this IApplicationBuilder app)
    {
        var admission = app.ApplicationServices.GetRequiredService<Admission>();
        app.Use((context, next) =>
            !IsNew(context.Request) || admission.Refuse(context.User, ClientNetwork.Known(context)) is not { } refusal
            ? next(context)
            : RefuseAsync(
                context,
                refusal.Code == ChatErrors.Kicked ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden,
                refusal.Code,
                refusal.Text));
    }

    // A negotiation is always for a new connection, whatever its query says, and an empty id is none.
    private static bool IsNew(HttpRequest request) =>
        request.Path.StartsWithSegments(ChatProtocol.HubPath, out var rest)
        && (rest.HasValue || StringValues.IsNullOrEmpty(request.Query["id"]));

    private static Task RefuseAsync(HttpContext context, int status, string code, string text)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync($"{code}: {text}");
    }
}

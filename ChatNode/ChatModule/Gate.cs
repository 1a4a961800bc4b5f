using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>Who is let in. Only new connections are asked; those that exist are closed when that is due.</summary>
internal static class Gate
{
    /// <summary>
    /// Refuses new connections with 503 while Redis is away. Otherwise SignalR's backplane would hang in its subscribe for seconds and then
    /// close the connection without a reason. Connections that exist pass: their calls are answered with <c>unavailable:</c> one by one.
    /// </summary>
    public static void UseGate(this IApplicationBuilder app)
    {
        var redis = app.ApplicationServices.GetRequiredService<IConnectionMultiplexer>();
        var policy = app.ApplicationServices.GetRequiredService<ModerationPolicy>();
        app.Use((context, next) =>
        {
            // Nor before it is known who is banned: a node that started without Redis learns it a moment after Redis is back.
            if (!IsNew(context.Request) || (redis.IsConnected && policy.IsLoaded))
            {
                return next(context);
            }

            context.Response.Headers.RetryAfter = "1";
            return RefuseAsync(
                context, StatusCodes.Status503ServiceUnavailable, ChatErrors.Unavailable, "the room store cannot be reached; try again in a moment.");
        });
    }

    /// <summary>Refuses whoever is banned with 403, and a token that was revoked with 401. Needs to know who it is, so it comes after authentication.</summary>
    public static void UseAdmission(this IApplicationBuilder app)
    {
        var admission = app.ApplicationServices.GetRequiredService<Admission>();
        app.Use((context, next) => !IsNew(context.Request) || admission.Refuse(context.User) is not { } refusal
            ? next(context)
            : RefuseAsync(
                context, refusal.Code == ChatErrors.Kicked ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden, refusal.Code, refusal.Text));
    }

    private static bool IsNew(HttpRequest request) => request.Path.StartsWithSegments(ChatProtocol.HubPath) && !request.Query.ContainsKey("id");

    private static Task RefuseAsync(HttpContext context, int status, string code, string text)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync($"{code}: {text}");
    }
}

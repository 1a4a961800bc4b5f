using AspireChat.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using StackExchange.Redis;

namespace AspireChat.Engine.ChatModule;

/// <summary>
/// Refuses new connections with 503 while Redis is away. Otherwise SignalR's backplane would hang in its subscribe for seconds and then
/// close the connection without a reason. Connections that exist pass: their calls are answered with <c>unavailable:</c> one by one.
/// </summary>
internal static class Gate
{
    public static void UseGate(this IApplicationBuilder app, IConnectionMultiplexer redis) => app.Use((context, next) =>
    {
        var isNew = context.Request.Path.StartsWithSegments(ChatProtocol.HubPath) && !context.Request.Query.ContainsKey("id");
        if (!isNew || redis.IsConnected)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "1";
        return context.Response.WriteAsync($"{ChatErrors.Unavailable}: the room store cannot be reached; try again in a moment.");
    });
}

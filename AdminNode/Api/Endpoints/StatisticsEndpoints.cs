using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using AspireChat.AdminNode.Api.Access;
using AspireChat.AdminNode.Monitor;
using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Api.Endpoints;

/// <summary>
/// <c>/statistics</c>: the cluster's state, and <c>/events</c>: what happens in it, as Server-Sent Events
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html).
/// </summary>
internal static class StatisticsEndpoints
{
    private static readonly TimeSpan TokenCheckInterval = TimeSpan.FromSeconds(5);

    public static void MapStatistics(this RouteGroupBuilder api)
    {
        var statistics = api.MapGroup("").WithTags("Statistics");
        statistics.MapGet("/statistics", ReadAsync).WithName("getStatistics").WithSummary("Returns the current state of the whole cluster");
        statistics.MapGet("/statistics/history", ReadHistory).WithName("getStatisticsHistory")
            .WithSummary("Returns the last five minutes, one sample per second");
        statistics.MapGet("/events", ReadEvents).WithName("readEvents")
            .WithSummary("Streams what happens in the cluster (Server-Sent Events)");
    }

    private static async Task<Ok<ClusterStatistics>> ReadAsync(StatisticsReader statistics) =>
        TypedResults.Ok(await statistics.ReadAsync());

    private static Ok<StatisticsHistory> ReadHistory(StatisticsRing ring) =>
        TypedResults.Ok(new StatisticsHistory { Samples = ring.Samples });

    private static ServerSentEventsResult<ClusterEvent> ReadEvents(
        ClusterEventStream stream, TokenStatus tokens, ClaimsPrincipal caller, IHostApplicationLifetime lifetime, TimeProvider time,
        CancellationToken cancellationToken)
    {
        // The stream also ends when this process stops, which it would otherwise delay.
        var events = stream.ReadAsync(cancellationToken, lifetime.ApplicationStopping);
        return TypedResults.ServerSentEvents(WhileAllowedAsync(events, tokens, caller, time, cancellationToken));
    }

    /// <summary>Ends the stream when the caller's token is no longer good.</summary>
    private static async IAsyncEnumerable<SseItem<ClusterEvent>> WhileAllowedAsync(
        IAsyncEnumerable<ClusterEvent> events, TokenStatus tokens, ClaimsPrincipal caller, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var checkedAt = time.GetTimestamp();
        await foreach (var happened in events.WithCancellation(cancellationToken))
        {
            if (time.GetElapsedTime(checkedAt) >= TokenCheckInterval)
            {
                checkedAt = time.GetTimestamp();
                if (await IsRefusedAsync(tokens, caller))
                {
                    yield break;
                }
            }

            yield return new SseItem<ClusterEvent>(happened, happened.Kind);
        }
    }

    private static async Task<bool> IsRefusedAsync(TokenStatus tokens, ClaimsPrincipal caller)
    {
        try
        {
            return await tokens.RefuseAsync(caller) is not null;
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // Nothing happens in the cluster that could be streamed.
            return false;
        }
    }
}

using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using AspireChat.AdminNode.Api.Access;
using AspireChat.AdminNode.Monitor;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;
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
        statistics.MapGet("/statistics/history", ReadHistoryAsync).WithName("getStatisticsHistory")
            .WithSummary("Returns the last five minutes, one sample per second, or more with fewer samples");
        statistics.MapGet("/services", ReadServicesAsync).WithName("listServices")
            .WithSummary("Returns whether Redis, the ingress and this admin node work");
        statistics.MapGet("/events", ReadEvents).WithName("readEvents")
            .WithSummary("Streams what happens in the cluster (Server-Sent Events)");
    }

    private static async Task<Ok<ClusterStatistics>> ReadAsync(StatisticsReader statistics) =>
        TypedResults.Ok(await statistics.ReadAsync());

    private static async Task<Ok<StatisticsHistory>> ReadHistoryAsync(
        StatisticsRing ring, StatisticsArchive archive, ClusterEventStream stream, TimeProvider time, int minutes = 5)
    {
        Check.Number(minutes, "minutes", 1, StatisticsHistory.MaxMinutes);
        if (minutes * 60 <= StatisticsRing.Length)
        {
            return TypedResults.Ok(
                new StatisticsHistory { StepSeconds = 1, Samples = [.. ring.Samples.TakeLast(minutes * 60)], Events = stream.Recent });
        }

        var now = time.GetUtcNow();
        var stored = await archive.ReadAsync(now.AddMinutes(-minutes).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());
        var step = (minutes + StatisticsRing.Length - 1) / StatisticsRing.Length;
        return TypedResults.Ok(new StatisticsHistory
        {
            StepSeconds = step * 60,
            Samples = [.. stored.GroupBy(sample => sample.At / 60_000 / step).Select(part => StatisticsMean.Of([.. part]))],
            Events = stream.Recent,
        });
    }

    private static async Task<Ok<Page<ServiceStatus>>> ReadServicesAsync(ServiceStatusReader services) =>
        TypedResults.Ok(new Page<ServiceStatus> { Items = await services.ReadAsync() });

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

using AspireChat.AdminNode.Monitor;
using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Statistics;

/// <summary><c>/statistics</c>: the cluster now, and in the last minutes.</summary>
internal static class StatisticsEndpoints
{
    internal static void MapStatistics(this RouteGroupBuilder api)
    {
        var statistics = api.MapGroup("/statistics").WithTags("Statistics");
        statistics.MapGet("", ReadAsync).WithName("getStatistics").WithSummary("The whole cluster now");
        statistics.MapGet("/history", ReadHistory).WithName("getStatisticsHistory").WithSummary("The last five minutes, a sample a second");
    }

    private static async Task<Ok<ClusterStatistics>> ReadAsync(StatisticsReader statistics) => TypedResults.Ok(await statistics.ReadAsync());

    private static Ok<StatisticsHistory> ReadHistory(StatisticsRing ring) => TypedResults.Ok(new StatisticsHistory { Samples = ring.Samples });
}

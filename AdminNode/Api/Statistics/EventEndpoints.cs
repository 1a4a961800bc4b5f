using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using AspireChat.AdminNode.Monitor;
using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace AspireChat.AdminNode.Api.Statistics;

/// <summary>
/// <c>/events</c>: what happens in the cluster, as it happens, as Server-Sent Events
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html).
/// </summary>
internal static class EventEndpoints
{
    internal static void MapEvents(this RouteGroupBuilder api) =>
        api.MapGet("/events", Read).WithName("readEvents").WithSummary("What happens in the cluster, as it happens (Server-Sent Events)").WithTags("Statistics");

    private static ServerSentEventsResult<ClusterEvent> Read(
        ClusterEventStream stream, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(ReadAsync(stream, lifetime, cancellationToken));

    /// <summary>Ends with the reader, and with this process: an open stream would hold up its end.</summary>
    private static async IAsyncEnumerable<SseItem<ClusterEvent>> ReadAsync(
        ClusterEventStream stream, IHostApplicationLifetime lifetime, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in stream.ReadAsync(cancellationToken, lifetime.ApplicationStopping))
        {
            yield return new SseItem<ClusterEvent>(happened, happened.Kind);
        }
    }
}

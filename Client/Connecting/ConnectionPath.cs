using Microsoft.AspNetCore.Http.Connections;

namespace AspireChat.Client.Connecting;

/// <summary>How an attempt connects. What is between client and cluster decides which of them works.</summary>
internal enum ConnectionPath
{
    /// <summary>SignalR's own way: negotiate, then the best transport that both sides can use.</summary>
    Negotiated,

    /// <summary>
    /// WebSockets without negotiation, which is a single request. It connects where requests of one client come from changing addresses,
    /// and the ingress therefore sends negotiation and connection to different nodes.
    /// </summary>
    DirectWebSockets,

    /// <summary>Long polling only. It connects where a proxy refuses WebSockets and holds back Server-Sent Events.</summary>
    LongPollingOnly,
}

/// <summary>Chooses the path of the next attempt.</summary>
/// <param name="transports">The transports allowed.</param>
internal sealed class ConnectionPaths(HttpTransportType transports)
{
    /// <summary>The path to use next.</summary>
    public ConnectionPath Current { get; private set; }

    /// <summary>An attempt failed.</summary>
    /// <param name="negotiated">
    /// Whether negotiation had succeeded. If it had not, the cluster could not be reached at all, and another path would fail as well.
    /// </param>
    public void Failed(bool negotiated) => Current = (Current, negotiated) switch
    {
        (ConnectionPath.Negotiated, true) when Allows(HttpTransportType.WebSockets) => ConnectionPath.DirectWebSockets,
        (ConnectionPath.Negotiated, true) or (ConnectionPath.DirectWebSockets, _)
            when Allows(HttpTransportType.LongPolling) && transports != HttpTransportType.LongPolling => ConnectionPath.LongPollingOnly,
        _ => ConnectionPath.Negotiated,
    };

    /// <summary>Starts over with the best path. For when there is time to try: another connection still serves.</summary>
    public void Reset() => Current = ConnectionPath.Negotiated;

    private bool Allows(HttpTransportType transport) => (transports & transport) != 0;
}

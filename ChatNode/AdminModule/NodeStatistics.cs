using System.Reflection;
using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;
using AspireChat.Store.Telemetry;
using Microsoft.AspNetCore.Http.Connections;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>What this node reports with every heartbeat.</summary>
internal sealed class NodeStatistics(
    NodeIdentity identity, OpenConnections connections, OpenRooms rooms, Drain drain, ChatMetrics metrics, StoreMetrics writes,
    TimeProvider time)
{
    /// <summary>The number of heartbeats over which the lag is measured.</summary>
    private const int LagBeats = 10;

    private static readonly string Version =
        typeof(NodeStatistics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly long _startedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly Queue<long[]> _lags = new([metrics.Totals.Lag.Read()]);
    private Reading _last = Reading.Of(metrics.Totals, writes, time);

    /// <summary>Returns a report with the rates since the previous one. Not thread-safe: only the heartbeat calls it.</summary>
    public NodeInfo Take()
    {
        var before = _last;
        var now = _last = Reading.Of(metrics.Totals, writes, time);
        var seconds = Math.Max(0.001, time.GetElapsedTime(before.At, now.At).TotalSeconds);
        var lag = metrics.Totals.Lag.Read();
        var earlier = _lags.Peek();
        _lags.Enqueue(lag);
        if (_lags.Count > LagBeats)
        {
            _lags.Dequeue();
        }

        var (transports, behind) = CountConnections();
        return new NodeInfo
        {
            Id = identity.Id,
            Name = identity.Name,
            Version = Version,
            StartedAt = _startedAt,
            Draining = drain.IsDraining,
            Connections = transports,
            Behind = behind,
            Rooms = rooms.Open.Count,
            MessagesPerSecond = Rate(now.Messages - before.Messages, seconds),
            DeliveriesPerSecond = Rate(now.Deliveries - before.Deliveries, seconds),
            RejectedPerSecond = Rate(now.Rejected - before.Rejected, seconds),
            LagP50Ms = LagHistogram.Quantile(lag, earlier, 0.5),
            LagP99Ms = LagHistogram.Quantile(lag, earlier, 0.99),
            MemoryBytes = Environment.WorkingSet,
            CpuPercent = Rate(100 * (now.Cpu - before.Cpu).TotalSeconds, seconds),
        };
    }

    private static double Rate(double amount, double seconds) => Math.Round(amount / seconds, 1);

    private (TransportCounts Transports, int Behind) CountConnections()
    {
        var (webSockets, serverSentEvents, longPolling, total, behind) = (0, 0, 0, 0, 0);
        foreach (var connection in connections.All)
        {
            total++;
            behind += connection.IsBehind ? 1 : 0;
            switch (connection.Transport)
            {
                case HttpTransportType.WebSockets:
                    webSockets++;
                    break;
                case HttpTransportType.ServerSentEvents:
                    serverSentEvents++;
                    break;
                case HttpTransportType.LongPolling:
                    longPolling++;
                    break;
            }
        }

        var transports = new TransportCounts
        {
            WebSockets = webSockets,
            ServerSentEvents = serverSentEvents,
            LongPolling = longPolling,
            Total = total,
        };
        return (transports, behind);
    }

    private readonly record struct Reading(long At, long Messages, long Deliveries, long Rejected, TimeSpan Cpu)
    {
        public static Reading Of(NodeTotals totals, StoreMetrics writes, TimeProvider time) =>
            new(time.GetTimestamp(), writes.Messages, totals.Deliveries, totals.Rejected, Environment.CpuUsage.TotalTime);
    }
}

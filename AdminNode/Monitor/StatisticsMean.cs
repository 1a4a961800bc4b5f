using AspireChat.Contracts.Admin;

namespace AspireChat.AdminNode.Monitor;

/// <summary>Makes one sample of several.</summary>
internal static class StatisticsMean
{
    /// <summary>
    /// The last sample with the mean of all rates and the maximum of all lags. A node's rates are the mean of the time that it was there.
    /// </summary>
    /// <param name="samples">Oldest first, at least one.</param>
    public static ClusterStatistics Of(IReadOnlyList<ClusterStatistics> samples) => samples[^1] with
    {
        MessagesPerSecond = samples.Average(sample => sample.MessagesPerSecond),
        DeliveriesPerSecond = samples.Average(sample => sample.DeliveriesPerSecond),
        LagP50Ms = samples.Max(sample => sample.LagP50Ms),
        LagP99Ms = samples.Max(sample => sample.LagP99Ms),
        Nodes = [.. samples[^1].Nodes.Select(node => Of(node, samples))],
    };

    private static NodeInfo Of(NodeInfo last, IReadOnlyList<ClusterStatistics> samples)
    {
        var same = samples.SelectMany(sample => sample.Nodes).Where(node => node.Id == last.Id).ToList();
        return last with
        {
            MessagesPerSecond = same.Average(node => node.MessagesPerSecond),
            DeliveriesPerSecond = same.Average(node => node.DeliveriesPerSecond),
            CpuPercent = same.Average(node => node.CpuPercent),
            LagP50Ms = same.Max(node => node.LagP50Ms),
            LagP99Ms = same.Max(node => node.LagP99Ms),
        };
    }
}

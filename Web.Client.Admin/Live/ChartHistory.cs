using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;

namespace AspireChat.Web.Client.Admin.Live;

/// <summary>The samples that the charts of a page show: the live ones, or those of more hours.</summary>
public sealed class ChartHistory(AdminClient client, ClusterLive live, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private StatisticsHistory? _loaded;
    private DateTimeOffset _loadedAt;

    /// <summary>How many minutes they show.</summary>
    public int Minutes { get; private set; } = (int)SampleWindow.Length.TotalMinutes;

    /// <summary>How far back they reach.</summary>
    public TimeSpan Span => TimeSpan.FromMinutes(Minutes);

    /// <summary>The time from one sample to the next.</summary>
    public TimeSpan Step => TimeSpan.FromSeconds(_loaded?.StepSeconds ?? 1);

    /// <summary>The samples, oldest first.</summary>
    public IReadOnlyList<ClusterStatistics> Samples => _loaded?.Samples ?? live.Samples;

    /// <summary>Shows other minutes.</summary>
    public Task SelectAsync(int minutes)
    {
        (Minutes, _loadedAt) = (minutes, default);
        return RefreshAsync();
    }

    /// <summary>Loads what is not live, once a minute.</summary>
    public async Task RefreshAsync()
    {
        if (Span <= SampleWindow.Length)
        {
            _loaded = null;
        }
        else if (time.GetUtcNow() - _loadedAt >= Interval)
        {
            _loadedAt = time.GetUtcNow();
            var minutes = Minutes;
            var history = await client.Cluster.HistoryAsync(minutes);
            if (minutes == Minutes)
            {
                _loaded = history;
            }
        }
    }
}

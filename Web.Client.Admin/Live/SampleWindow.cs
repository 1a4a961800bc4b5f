using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Live;

/// <summary>The last five minutes of samples, oldest first.</summary>
public sealed class SampleWindow
{
    /// <summary>How far back it reaches.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    private readonly List<ClusterStatistics> _samples = [];

    /// <summary>The samples, oldest first.</summary>
    public IReadOnlyList<ClusterStatistics> Samples => _samples;

    /// <summary>The newest sample, or null.</summary>
    public ClusterStatistics? Latest => _samples is [.., var last] ? last : null;

    /// <summary>Adds new samples in order of time, and removes old ones.</summary>
    public void Add(IEnumerable<ClusterStatistics> samples)
    {
        foreach (var sample in samples)
        {
            var index = _samples.FindLastIndex(earlier => earlier.At <= sample.At);
            if (index < 0 || _samples[index].At != sample.At)
            {
                _samples.Insert(index + 1, sample);
            }
        }

        if (Latest is { } latest)
        {
            var oldest = latest.At - (long)Length.TotalMilliseconds;
            _samples.RemoveAll(sample => sample.At < oldest);
        }
    }
}

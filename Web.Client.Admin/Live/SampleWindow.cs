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

    /// <summary>The newest one, or null.</summary>
    public ClusterStatistics? Latest => _samples is [.., var last] ? last : null;

    /// <summary>Adds what it does not have yet, in the order of time, and forgets what is too old.</summary>
    public void Add(IEnumerable<ClusterStatistics> samples)
    {
        foreach (var sample in samples)
        {
            var place = _samples.FindLastIndex(earlier => earlier.At <= sample.At);
            if (place < 0 || _samples[place].At != sample.At)
            {
                _samples.Insert(place + 1, sample);
            }
        }

        if (Latest is { } latest)
        {
            var oldest = latest.At - (long)Length.TotalMilliseconds;
            _samples.RemoveAll(sample => sample.At < oldest);
        }
    }
}

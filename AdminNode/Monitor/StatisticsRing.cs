using AspireChat.Contracts.Admin;

namespace AspireChat.AdminNode.Monitor;

/// <summary>The last five minutes, a sample a second. Thread-safe.</summary>
internal sealed class StatisticsRing
{
    private const int Length = 300;

    private readonly Queue<ClusterStatistics> _samples = new(Length);

    /// <summary>The samples, oldest first.</summary>
    public IReadOnlyList<ClusterStatistics> Samples
    {
        get { lock (_samples) { return [.. _samples]; } }
    }

    public void Add(ClusterStatistics sample)
    {
        lock (_samples)
        {
            if (_samples.Count == Length)
            {
                _samples.Dequeue();
            }

            _samples.Enqueue(sample);
        }
    }
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using AspireChat.Contracts.Admin;

namespace AspireChat.AdminNode.Monitor;

/// <summary>
/// What happens in the cluster, for any number of readers. A slow reader misses the oldest events that it has not read, so its memory is
/// bounded.
/// </summary>
internal sealed class ClusterEventStream
{
    private const int MaxUnread = 256;
    private const int MaxRecent = 200;

    private readonly Queue<ClusterEvent> _recent = new(MaxRecent);
    private readonly ConcurrentDictionary<Channel<ClusterEvent>, bool> _readers = [];

    /// <summary>The newest events of nodes and of the admin API, oldest first.</summary>
    public IReadOnlyList<ClusterEvent> Recent
    {
        get { lock (_recent) { return [.. _recent]; } }
    }

    /// <summary>Sends an event to all readers.</summary>
    public void Publish(ClusterEvent happened)
    {
        // Statistics have a history of their own, and hundreds of people who come and go would push out everything else.
        if (happened.Kind is not ("statistics" or "join" or "leave"))
        {
            lock (_recent)
            {
                if (_recent.Count == MaxRecent)
                {
                    _recent.Dequeue();
                }

                _recent.Enqueue(happened);
            }
        }

        foreach (var (reader, _) in _readers)
        {
            reader.Writer.TryWrite(happened);
        }
    }

    /// <summary>Returns what happens from now on, until one of the tokens is cancelled.</summary>
    public async IAsyncEnumerable<ClusterEvent> ReadAsync(params CancellationToken[] end)
    {
        var reader = Channel.CreateBounded<ClusterEvent>(
            new BoundedChannelOptions(MaxUnread) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var ends = end.Select(token => token.Register(() => reader.Writer.TryComplete())).ToList();
        _readers[reader] = true;
        try
        {
            await foreach (var happened in reader.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return happened;
            }
        }
        finally
        {
            _readers.TryRemove(reader, out _);
            ends.ForEach(registration => registration.Dispose());
        }
    }
}

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

    private readonly ConcurrentDictionary<Channel<ClusterEvent>, bool> _readers = [];

    /// <summary>Sends an event to all readers.</summary>
    public void Publish(ClusterEvent happened)
    {
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

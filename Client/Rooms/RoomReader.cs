using System.Threading.Channels;

namespace AspireChat.Client;

/// <summary>One reader of a room's updates. Its queue is bounded: if the reader falls behind, the newest page replaces the queue.</summary>
internal sealed class RoomReader
{
    /// <summary>Maximum number of updates in the queue.</summary>
    internal const int MaxWaiting = 256;

    private readonly Channel<RoomUpdate> _updates =
        Channel.CreateBounded<RoomUpdate>(new BoundedChannelOptions(MaxWaiting) { SingleReader = false });

    /// <summary>Adds an update, or replaces the full queue by the result of <paramref name="newestPage"/>. Not thread-safe.</summary>
    public void Write(RoomUpdate update, Func<RoomUpdate> newestPage)
    {
        if (_updates.Writer.TryWrite(update))
        {
            return;
        }

        while (_updates.Reader.TryRead(out _))
        {
        }

        _updates.Writer.TryWrite(newestPage());
    }

    public void Complete() => _updates.Writer.TryComplete();

    public IAsyncEnumerable<RoomUpdate> ReadAllAsync(CancellationToken cancellationToken) =>
        _updates.Reader.ReadAllAsync(cancellationToken);
}

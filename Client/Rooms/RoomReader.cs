using System.Threading.Channels;

namespace AspireChat.Client.Rooms;

/// <summary>One reader of a room's updates. What it has not read yet is bounded: when it falls behind, the newest page replaces it.</summary>
internal sealed class RoomReader
{
    /// <summary>Updates a reader may be behind.</summary>
    internal const int MaxWaiting = 256;

    private readonly Channel<RoomUpdate> _updates =
        Channel.CreateBounded<RoomUpdate>(new BoundedChannelOptions(MaxWaiting) { SingleReader = false });

    /// <summary>Adds an update, or puts what <paramref name="newestPage"/> gives in the place of all that waits. One thread at a time.</summary>
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

    public IAsyncEnumerable<RoomUpdate> ReadAllAsync(CancellationToken cancellationToken) => _updates.Reader.ReadAllAsync(cancellationToken);
}

using System.Threading.Channels;

namespace AspireChat.Client.Connecting;

/// <summary>Wakes one waiting loop. Setting it while nobody waits lets the next wait end at once.</summary>
internal sealed class AsyncSignal
{
    private readonly Channel<bool> _channel =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _channel.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await _channel.Reader.ReadAsync(cancellationToken);
}

using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Presence;

/// <summary>Reads who is online in one room, on all nodes; callers within one second share a read.</summary>
public sealed class OnlineReader(string room, IConnectionMultiplexer redis, NodeRegistry nodes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _reading = new(1);
    private long _readAt;
    private volatile bool _changed = true;

    /// <summary>The result of the last read; empty before the first.</summary>
    public OnlineView Last { get; private set; } = new(new Dictionary<string, string>());

    /// <summary>Somebody came or went: reads that begin from now on include it.</summary>
    public void Changed() => _changed = true;

    /// <summary>Returns who is online.</summary>
    /// <param name="fresh">True = read it now; false = it may be a second old, but not older than <see cref="Changed"/>.</param>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<OnlineView> ReadAsync(bool fresh)
    {
        await _reading.WaitAsync();
        try
        {
            if (fresh || _changed || time.GetElapsedTime(_readAt) > Lifetime)
            {
                // Before the read: what changes meanwhile may not be in it.
                _changed = false;
                Last = await ReadAsync();
                _readAt = time.GetTimestamp();
            }

            return Last;
        }
        catch
        {
            _changed = true;
            throw;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    private async Task<OnlineView> ReadAsync()
    {
        var entries = await redis.GetDatabase().HashGetAllAsync(RedisKeys.Online(room));
        if (entries.Any(entry => !nodes.IsLive(OnlineField.Split(entry.Name!).NodeId)))
        {
            // The node may be newer than the last refresh.
            await nodes.RefreshAsync();
        }

        return OnlineField.View(entries, nodes.IsLive);
    }
}

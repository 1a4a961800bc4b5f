using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>
/// A right that one process at a time holds, as long as it renews it. A process that was frozen can believe for a moment that it still
/// holds
/// a lease that another process has acquired. So what is done under a lease must be safe to do twice.
/// </summary>
/// <param name="redis">The connection.</param>
/// <param name="key">The lease's key.</param>
public sealed class RedisLease(IConnectionMultiplexer redis, RedisKey key)
{
    /// <summary>How long a process that no longer renews the lease keeps it.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    private static readonly string RenewScript = RedisScript.Load("lease-renew");
    private static readonly string ReleaseScript = RedisScript.Load("lease-release");

    private readonly string _owner = Guid.NewGuid().ToString("N");

    /// <summary>Acquires or renews the lease for <see cref="Duration"/>. Returns false if another process holds it.</summary>
    public async Task<bool> HoldAsync()
    {
        var database = redis.GetDatabase();
        var milliseconds = (long)Duration.TotalMilliseconds;
        return (long)await database.ScriptEvaluateAsync(RenewScript, [key], [_owner, milliseconds]) == 1
            || !(await database.WriteEvenIfFullAsync("SET", key, _owner, "NX", "PX", milliseconds)).IsNull;
    }

    /// <summary>Releases the lease, so that another process can acquire it at once.</summary>
    public Task ReleaseAsync() => redis.GetDatabase().ScriptEvaluateAsync(ReleaseScript, [key], [_owner]);
}

using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>
/// A right that one process at a time has, for as long as it keeps renewing it. A process that was frozen may believe for a moment
/// that it still has what another has taken, so what is done under it must bear being done twice.
/// </summary>
public sealed class RedisLease(IConnectionMultiplexer redis, RedisKey key)
{
    /// <summary>How long it stays with a process that does not renew it any more.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    private static readonly string RenewScript = RedisScript.Load("lease-renew");
    private static readonly string ReleaseScript = RedisScript.Load("lease-release");

    private readonly string _owner = Guid.NewGuid().ToString("N");

    /// <summary>Takes it, or keeps it for another <see cref="Duration"/>. False: another process has it.</summary>
    public async Task<bool> HoldAsync()
    {
        var database = redis.GetDatabase();
        var milliseconds = (long)Duration.TotalMilliseconds;
        return (long)await database.ScriptEvaluateAsync(RenewScript, [key], [_owner, milliseconds]) == 1
            || await database.StringSetAsync(key, _owner, Duration, When.NotExists);
    }

    /// <summary>Lets others have it at once.</summary>
    public Task ReleaseAsync() => redis.GetDatabase().ScriptEvaluateAsync(ReleaseScript, [key], [_owner]);
}

using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Moderation;

/// <summary>Slow mode: one message of a user in so much time, whichever node takes it.</summary>
public sealed class SlowMode(IConnectionMultiplexer redis)
{
    private static readonly string TakeScript = RedisScript.Load("slow-mode-take");

    /// <summary>Takes the user's turn.</summary>
    /// <returns>Null, or how long it is until the next one.</returns>
    public async Task<TimeSpan?> TakeAsync(string room, string user, string id, TimeSpan pause)
    {
        var left = (long)await redis.GetDatabase().ScriptEvaluateAsync(
            TakeScript, [RedisKeys.Slow(room, user)], [id, (long)pause.TotalMilliseconds]);
        return left <= 0 ? null : TimeSpan.FromMilliseconds(left);
    }
}

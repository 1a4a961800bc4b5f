using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Moderation;

/// <summary>Slow mode: one message of a user in so much time, whichever node takes it.</summary>
public sealed class SlowMode(IConnectionMultiplexer redis)
{
    // KEYS: the user's last message. ARGV: this message's id, the pause (ms).
    // The message that took the place last may come again: its answer, or the append itself, may have been lost.
    private const string Script = """
        if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) or redis.call('GET', KEYS[1]) == ARGV[1] then
          return '0'
        end
        return string.format('%.0f', redis.call('PTTL', KEYS[1]))
        """;

    /// <summary>Takes the user's turn.</summary>
    /// <returns>Null, or how long it is until the next one.</returns>
    public async Task<TimeSpan?> TakeAsync(string room, string user, string id, TimeSpan pause)
    {
        var left = (long)await redis.GetDatabase().ScriptEvaluateAsync(
            Script, [RedisKeys.Slow(room, user)], [id, (long)pause.TotalMilliseconds]);
        return left <= 0 ? null : TimeSpan.FromMilliseconds(left);
    }
}

using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>
/// Writes that must go on when Redis has reached its memory limit (<c>maxmemory</c>, <c>noeviction</c>). Redis then refuses every command
/// that could need memory, also those without which nobody can read and no operator can free memory: a node's heartbeat, who is online, a
/// membership, a sign-in, a ban, a deletion. These are small, so they may exceed the limit. Messages are refused.
/// </summary>
public static class FullRedis
{
    /// <summary>Lets a script write beyond the limit. Redis 7 and later; Garnet has no limit and does not know this line.</summary>
    private const string BeyondLimit = "#!lua flags=allow-oom\n";

    private const string CommandScript = BeyondLimit + "return redis.call(ARGV[1], KEYS[1], unpack(ARGV, 2))";

    /// <summary>Maximum number of values that one command can have: Lua limits how many values <c>unpack</c> returns.</summary>
    public const int MaxValues = 4_000;

    /// <summary>Returns whether Redis refused a write because it has reached its memory limit. Then nothing was written.</summary>
    public static bool IsFull(this Exception exception) =>
        exception is RedisServerException && exception.Message.Contains("OOM command not allowed", StringComparison.Ordinal);

    /// <summary>Runs a command on one key, beyond the memory limit if necessary.</summary>
    /// <param name="database">The database.</param>
    /// <param name="command">The command, such as <c>HSET</c>.</param>
    /// <param name="key">Its key.</param>
    /// <param name="values">What follows the key, at most <see cref="MaxValues"/>.</param>
    public static async Task<RedisResult> WriteEvenIfFullAsync(
        this IDatabaseAsync database, string command, RedisKey key, params RedisValue[] values)
    {
        try
        {
            return await database.ExecuteAsync(command, [key, .. values.Cast<object>()]);
        }
        catch (RedisServerException refused) when (refused.IsFull())
        {
            return await database.ScriptEvaluateAsync(CommandScript, [key], [command, .. values]);
        }
    }

    /// <summary>Runs a script, beyond the memory limit if necessary.</summary>
    public static async Task<RedisResult> RunEvenIfFullAsync(
        this IDatabaseAsync database, string script, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(script, keys, values);
        }
        catch (RedisServerException refused) when (refused.IsFull())
        {
            return await database.ScriptEvaluateAsync(BeyondLimit + script, keys, values);
        }
    }
}

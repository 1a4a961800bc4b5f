using System.Net;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Web.Files;

/// <summary>
/// How much each user and all users together have stored, and how much was uploaded from a network within the hour: in Redis, for all
/// replicas of Web. Space is reserved before an upload is read, so parallel uploads cannot exceed a limit.
/// </summary>
internal sealed class FileQuota(IConnectionMultiplexer redis, IOptions<FileOptions> options)
{
    /// <summary>The least that a file counts, in bytes: one disk block, so that many tiny files are not free.</summary>
    public const long MinCharge = 4096;

    private const string Total = "total";
    private static readonly RedisKey Used = "chat:web:files:used";
    private static readonly TimeSpan NetworkWindow = TimeSpan.FromHours(1);

    // KEYS: used. ARGV: the user's field, bytes, limit of a user, limit of all; 0 = no limit.
    private const string TakeScript = """
        local bytes = tonumber(ARGV[2])
        local fields = {ARGV[1], 'total'}
        for i = 1, 2 do
          local limit = tonumber(ARGV[i + 2])
          if limit > 0 and tonumber(redis.call('HGET', KEYS[1], fields[i]) or '0') + bytes > limit then
            return fields[i]
          end
        end
        for i = 1, 2 do
          redis.call('HINCRBY', KEYS[1], fields[i], ARGV[2])
        end
        return ''
        """;

    // KEYS: used. ARGV: the user's field, bytes to return. A count never goes below zero.
    private const string ReturnScript = """
        for i, field in ipairs({ARGV[1], 'total'}) do
          local left = tonumber(redis.call('HGET', KEYS[1], field) or '0') - tonumber(ARGV[2])
          if left > 0 then
            redis.call('HSET', KEYS[1], field, string.format('%.0f', left))
          else
            redis.call('HDEL', KEYS[1], field)
          end
        end
        return ''
        """;

    // KEYS: used. ARGV: field, bytes, field, bytes …
    private const string SetScript = """
        redis.call('DEL', KEYS[1])
        for i = 1, #ARGV, 2 do
          redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
        end
        return ''
        """;

    // KEYS: bytes from a network. ARGV: bytes, limit, window (ms).
    private const string NetworkScript = """
        if tonumber(redis.call('GET', KEYS[1]) or '0') + tonumber(ARGV[1]) > tonumber(ARGV[2]) then
          return '0'
        end
        redis.call('INCRBY', KEYS[1], ARGV[1])
        if redis.call('PTTL', KEYS[1]) < 0 then
          redis.call('PEXPIRE', KEYS[1], ARGV[3])
        end
        return '1'
        """;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>What a file of this size counts.</summary>
    public static long Charge(long size) => Math.Max(size, MinCharge);

    /// <summary>Reserves space for an upload.</summary>
    /// <returns>Null, or the refusal.</returns>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<FileRefusal?> TakeAsync(string user, IPAddress network, long bytes)
    {
        var limits = options.Value;
        var full = (string?)await Database.ScriptEvaluateAsync(
            TakeScript, [Used], [FieldOf(user), bytes, limits.MaxBytesPerUser, limits.MaxBytesInTotal]);
        if (!string.IsNullOrEmpty(full))
        {
            return full == Total
                ? new FileRefusal(
                    StatusCodes.Status507InsufficientStorage,
                    "There is no space left for files here. Please tell the operator of this chat.")
                : new FileRefusal(
                    StatusCodes.Status507InsufficientStorage,
                    $"You have used your {FileRefusal.Size(limits.MaxBytesPerUser)} of storage. "
                    + "Space is freed when older files are deleted.");
        }

        if (limits.MaxBytesPerNetworkPerHour > 0 && (string?)await Database.ScriptEvaluateAsync(
            NetworkScript,
            [$"chat:web:files:from:{network}"],
            [bytes, limits.MaxBytesPerNetworkPerHour, (long)NetworkWindow.TotalMilliseconds]) == "0")
        {
            await ReturnAsync(user, bytes);
            return new FileRefusal(
                StatusCodes.Status429TooManyRequests, "Your network has reached its hourly upload limit. Please try again later.");
        }

        return null;
    }

    /// <summary>Returns space: after an upload that failed or was smaller than reserved, or when a file was deleted.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task ReturnAsync(string user, long bytes) => Database.ScriptEvaluateAsync(ReturnScript, [Used], [FieldOf(user), bytes]);

    /// <summary>Sets the usage to what is stored: an upload whose process died has reserved space and stored nothing.</summary>
    /// <param name="used">Bytes by user.</param>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task SetAsync(IReadOnlyDictionary<string, long> used) => Database.ScriptEvaluateAsync(
        SetScript,
        [Used],
        [.. used.SelectMany(user => new RedisValue[] { FieldOf(user.Key), user.Value }), Total, used.Values.Sum()]);

    private static string FieldOf(string user) => $"user {user}";
}

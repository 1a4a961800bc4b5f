using System.Net;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Web.Files;

/// <summary>
/// How much is stored, by whom, and how much came from a network within the hour: in Redis, for all replicas of Web. Space is taken before an upload
/// is read, so many at once get no more than one after the other.
/// </summary>
internal sealed class FileQuota(IConnectionMultiplexer redis, IOptions<FileOptions> options)
{
    /// <summary>What a file counts at least, in bytes: a block of the disk. Many tiny files are not free.</summary>
    public const long MinCharge = 4096;

    private const string Total = "total";
    private static readonly RedisKey Used = "chat:web:files:used";
    private static readonly TimeSpan NetworkWindow = TimeSpan.FromHours(1);

    // KEYS: used. ARGV: the user's field, bytes, most of a user, most of all; 0 = no limit.
    private const string TakeScript = """
        local bytes = tonumber(ARGV[2])
        local fields = {ARGV[1], 'total'}
        for i = 1, 2 do
          local most = tonumber(ARGV[i + 2])
          if most > 0 and tonumber(redis.call('HGET', KEYS[1], fields[i]) or '0') + bytes > most then
            return fields[i]
          end
        end
        for i = 1, 2 do
          redis.call('HINCRBY', KEYS[1], fields[i], ARGV[2])
        end
        return ''
        """;

    // KEYS: used. ARGV: the user's field, bytes to give back. Nobody has less than nothing.
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

    // KEYS: bytes from a network. ARGV: bytes, most, window (ms).
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

    /// <summary>Takes space for an upload.</summary>
    /// <returns>Null, or why there is none.</returns>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<FileRefusal?> TakeAsync(string user, IPAddress network, long bytes)
    {
        var limits = options.Value;
        var full = (string?)await Database.ScriptEvaluateAsync(
            TakeScript, [Used], [FieldOf(user), bytes, limits.MaxBytesPerUser, limits.MaxBytesInTotal]);
        if (!string.IsNullOrEmpty(full))
        {
            return full == Total
                ? new FileRefusal(StatusCodes.Status507InsufficientStorage, "There is no space left for files here. Please tell whoever runs this chat.")
                : new FileRefusal(
                    StatusCodes.Status507InsufficientStorage, $"Your files fill the {FileRefusal.Size(limits.MaxBytesPerUser)} that one person has here. Space is free again when older ones are deleted.");
        }

        if (limits.MaxBytesPerNetworkPerHour > 0 && (string?)await Database.ScriptEvaluateAsync(
            NetworkScript,
            [$"chat:web:files:from:{network}"],
            [bytes, limits.MaxBytesPerNetworkPerHour, (long)NetworkWindow.TotalMilliseconds]) == "0")
        {
            await ReturnAsync(user, bytes);
            return new FileRefusal(StatusCodes.Status429TooManyRequests, "Too much was uploaded from your network within an hour. Please try again later.");
        }

        return null;
    }

    /// <summary>Gives space back: of an upload that failed or was smaller than what was taken, or of a file that was deleted.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task ReturnAsync(string user, long bytes) => Database.ScriptEvaluateAsync(ReturnScript, [Used], [FieldOf(user), bytes]);

    /// <summary>Sets what is used to what is there: an upload whose process died has taken space and stored nothing.</summary>
    /// <param name="used">Bytes by user.</param>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task SetAsync(IReadOnlyDictionary<string, long> used) => Database.ScriptEvaluateAsync(
        SetScript,
        [Used],
        [.. used.SelectMany(user => new RedisValue[] { FieldOf(user.Key), user.Value }), Total, used.Values.Sum()]);

    private static string FieldOf(string user) => $"user {user}";
}

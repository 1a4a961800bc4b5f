using System.Net;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Files;

/// <summary>How much space files may take, in bytes. 0 = no limit.</summary>
/// <param name="PerUser">The files of one user.</param>
/// <param name="InTotal">All files.</param>
/// <param name="PerNetwork">The uploads from one network within an hour.</param>
public sealed record FileLimits(long PerUser, long InTotal, long PerNetwork);

/// <summary>The outcome of <see cref="FileQuota.TakeAsync"/>.</summary>
public enum FileSpace
{
    /// <summary>The space is reserved.</summary>
    Reserved,

    /// <summary>The user has no space left.</summary>
    UserFull,

    /// <summary>There is no space left for anybody.</summary>
    TotalFull,

    /// <summary>The network has uploaded too much within the hour.</summary>
    NetworkFull,
}

/// <summary>
/// How much each user and all users together have stored, and how much was uploaded from a network within the hour: for all replicas of
/// Web. Space is reserved before an upload is read, so parallel uploads cannot exceed a limit.
/// </summary>
public sealed class FileQuota(IConnectionMultiplexer redis)
{
    /// <summary>The least that a file counts, in bytes: one disk block, so that many tiny files are not free.</summary>
    public const long MinCharge = 4096;

    private const string Total = "total";
    private static readonly TimeSpan NetworkWindow = TimeSpan.FromHours(1);
    private static readonly string TakeScript = RedisScript.Load("file-space-take");
    private static readonly string ReturnScript = RedisScript.Load("file-space-return");
    private static readonly string SetScript = RedisScript.Load("file-space-set");
    private static readonly string NetworkScript = RedisScript.Load("file-network-take");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>What a file of this size counts.</summary>
    public static long Charge(long size) => Math.Max(size, MinCharge);

    /// <summary>Reserves space for an upload. If it returns anything but <see cref="FileSpace.Reserved"/>, nothing is reserved.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<FileSpace> TakeAsync(string user, IPAddress network, long bytes, FileLimits limits)
    {
        var full = (string?)await Database.ScriptEvaluateAsync(
            TakeScript, [RedisKeys.FileSpace], [FieldOf(user), bytes, limits.PerUser, limits.InTotal]);
        if (!string.IsNullOrEmpty(full))
        {
            return full == Total ? FileSpace.TotalFull : FileSpace.UserFull;
        }

        if (limits.PerNetwork > 0 && (string?)await Database.ScriptEvaluateAsync(
            NetworkScript,
            [RedisKeys.FilesFrom(network)],
            [bytes, limits.PerNetwork, (long)NetworkWindow.TotalMilliseconds]) == "0")
        {
            await ReturnAsync(user, bytes);
            return FileSpace.NetworkFull;
        }

        return FileSpace.Reserved;
    }

    /// <summary>Returns space: after an upload that failed or was smaller than reserved, or when a file was deleted.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task ReturnAsync(string user, long bytes) =>
        Database.ScriptEvaluateAsync(ReturnScript, [RedisKeys.FileSpace], [FieldOf(user), bytes]);

    /// <summary>Sets the usage to what is stored: an upload whose process died has reserved space and stored nothing.</summary>
    /// <param name="used">Bytes by user.</param>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task SetAsync(IReadOnlyDictionary<string, long> used) => Database.ScriptEvaluateAsync(
        SetScript,
        [RedisKeys.FileSpace],
        [.. used.SelectMany(user => new RedisValue[] { FieldOf(user.Key), user.Value }), Total, used.Values.Sum()]);

    /// <summary>Lets one of several processes delete old files; false if another has just done so.</summary>
    /// <param name="process">The calling process. It is only stored for diagnosis.</param>
    /// <param name="duration">How long the others leave it.</param>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task<bool> TryBeginCleaningAsync(string process, TimeSpan duration) =>
        Database.StringSetAsync(RedisKeys.FileCleaning, process, duration, When.NotExists);

    private static string FieldOf(string user) => $"user {user}";
}

using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Accounts;

/// <summary>
/// Who has which name. A guest's name is leased, and free again when the lease expires; a name with a passphrase, or of a user with an
/// account elsewhere, is kept for much longer. Each call is one script on one name, so only one of two users gets it.
/// </summary>
public sealed class NameRegister(IConnectionMultiplexer redis, NameLifetimes lifetimes)
{
    private static readonly string TakeScript = RedisScript.Load("name-take");
    private static readonly string ClaimScript = RedisScript.Load("name-claim");
    private static readonly string FreeScript = RedisScript.Load("name-free");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Takes a name if it is free, or keeps it if the user has it already.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<NameHold> TakeAsync(string folded, string user, string name, bool hasAccount)
    {
        var kept = Milliseconds(lifetimes.Kept);
        var answer = (RedisValue[])(await Database.RunEvenIfFullAsync(
            TakeScript, [RedisKeys.Name(folded)], [user, name, hasAccount ? kept : Milliseconds(lifetimes.Guest), kept]))!;
        return new NameHold(answer[0] == "1", answer[1]!, answer[2]!, answer[3].IsNullOrEmpty ? null : (string)answer[3]!);
    }

    /// <summary>Reads who has a name; null while it is free.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<NameHold?> FindAsync(string folded, string user)
    {
        var values = await Database.HashGetAsync(RedisKeys.Name(folded), ["user", "name", "secret"]);
        return values[0].IsNull ? null : new NameHold(values[0] == user, values[0]!, values[1]!, values[2]);
    }

    /// <summary>Sets the passphrase of a user's name, and so keeps the name.</summary>
    /// <returns>False if the name is not the user's, or its passphrase has changed.</returns>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<bool> ClaimAsync(string folded, string user, string? secret, string newSecret)
    {
        RedisValue[] values = [user, secret ?? "", newSecret, Milliseconds(lifetimes.Kept)];
        return (string?)await Database.RunEvenIfFullAsync(ClaimScript, [RedisKeys.Name(folded)], values) == "1";
    }

    /// <summary>Frees a guest's name, at once or after a while.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task FreeAsync(string folded, string user, TimeSpan after) =>
        Database.RunEvenIfFullAsync(FreeScript, [RedisKeys.Name(folded)], [user, Milliseconds(after)]);

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}

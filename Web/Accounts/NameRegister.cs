using AspireChat.Store.Redis;
using AspireChat.Web.Options;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Web.Accounts;

/// <summary>
/// Who has which name, in Redis. A guest's name is leased, and free again when the lease expires; a name with a passphrase, or of a user
/// with an account elsewhere, is kept for much longer. Each call is one script on one name, so only one of two users gets it. Runs on Redis
/// 7+ and Garnet.
/// </summary>
public sealed class NameRegister(IConnectionMultiplexer redis, IOptions<SessionSettings> options)
{
    // KEYS: name. ARGV: user, name as written, lease (ms), time that a name with a passphrase is kept (ms).
    private const string TakeScript = """
        local user = redis.call('HGET', KEYS[1], 'user')
        if not user then
          redis.call('HSET', KEYS[1], 'user', ARGV[1], 'name', ARGV[2])
          redis.call('PEXPIRE', KEYS[1], ARGV[3])
          return {'1', ARGV[1], ARGV[2], ''}
        end
        local name = redis.call('HGET', KEYS[1], 'name')
        local secret = redis.call('HGET', KEYS[1], 'secret') or ''
        if user ~= ARGV[1] then
          return {'0', user, name, secret}
        end
        redis.call('PEXPIRE', KEYS[1], secret == '' and ARGV[3] or ARGV[4])
        return {'1', user, name, secret}
        """;

    // KEYS: name. ARGV: user, the hash so far ('' for none), the new one, time to keep (ms).
    private const string ClaimScript = """
        if redis.call('HGET', KEYS[1], 'user') ~= ARGV[1] or (redis.call('HGET', KEYS[1], 'secret') or '') ~= ARGV[2] then
          return '0'
        end
        redis.call('HSET', KEYS[1], 'secret', ARGV[3])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return '1'
        """;

    // KEYS: name. ARGV: user, delay (ms). A name with a passphrase is kept.
    private const string FreeScript = """
        if redis.call('HGET', KEYS[1], 'user') == ARGV[1] and not redis.call('HGET', KEYS[1], 'secret') then
          if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
        end
        return '1'
        """;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Takes a name if it is free, or keeps it if the user has it already.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<NameHold> TakeAsync(string folded, string user, string name, bool hasAccount)
    {
        var kept = Milliseconds(options.Value.KeepNamesFor);
        var answer = (RedisValue[])(await Database.RunEvenIfFullAsync(
            TakeScript, [NameKeys.Name(folded)], [user, name, hasAccount ? kept : Milliseconds(options.Value.GuestLease), kept]))!;
        return new NameHold(answer[0] == "1", answer[1]!, answer[2]!, answer[3].IsNullOrEmpty ? null : (string)answer[3]!);
    }

    /// <summary>Reads who has a name; null while it is free.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<NameHold?> FindAsync(string folded, string user)
    {
        var values = await Database.HashGetAsync(NameKeys.Name(folded), ["user", "name", "secret"]);
        return values[0].IsNull ? null : new NameHold(values[0] == user, values[0]!, values[1]!, values[2]);
    }

    /// <summary>Sets the passphrase of a user's name, and so keeps the name.</summary>
    /// <returns>False if the name is not the user's, or its passphrase has changed.</returns>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<bool> ClaimAsync(string folded, string user, string? secret, string newSecret)
    {
        RedisValue[] values = [user, secret ?? "", newSecret, Milliseconds(options.Value.KeepNamesFor)];
        return (string?)await Database.RunEvenIfFullAsync(ClaimScript, [NameKeys.Name(folded)], values) == "1";
    }

    /// <summary>Frees a guest's name, at once or after a while.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task FreeAsync(string folded, string user, TimeSpan after) =>
        Database.RunEvenIfFullAsync(FreeScript, [NameKeys.Name(folded)], [user, Milliseconds(after)]);

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}

using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Users;

/// <summary>Those who were here before, and whether they are here now.</summary>
public sealed class KnownUsers(IConnectionMultiplexer redis, NodeRegistry nodes)
{
    /// <summary>The names of some users, in their order; null for whoever was never here.</summary>
    public async Task<IReadOnlyList<string?>> NamesAsync(IReadOnlyList<string> users)
    {
        var names = await redis.GetDatabase().HashGetAsync(RedisKeys.UserNames, Values(users));
        return [.. names.Select(name => (string?)name)];
    }

    /// <summary>Whether some users are connected, on whichever living node.</summary>
    public async Task<IReadOnlyList<UserPresence>> PresenceAsync(IReadOnlyList<string> users)
    {
        var database = redis.GetDatabase();
        var ids = Values(users);

        // Everything leaves in one go; the answers are awaited afterwards.
        var looks = nodes.Live.Keys
            .Select(node => (
                Here: database.SetContainsAsync(RedisKeys.NodeUsers(node), ids),
                Away: database.SetContainsAsync(RedisKeys.NodeAway(node), ids)))
            .ToList();
        var states = users.Select(_ => UserState.Offline).ToArray();
        foreach (var (here, away) in looks)
        {
            var (isHere, isAway) = (await here, await away);
            for (var i = 0; i < states.Length; i++)
            {
                states[i] = !isHere[i] ? states[i] : !isAway[i] ? UserState.Online : states[i] == UserState.Online ? UserState.Online : UserState.Away;
            }
        }

        return [.. users.Select((user, index) => new UserPresence { User = user, State = states[index] })];
    }

    private static RedisValue[] Values(IReadOnlyList<string> users) => [.. users.Select(user => (RedisValue)user)];
}

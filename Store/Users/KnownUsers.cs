using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Users;

/// <summary>The users who have connected before, and whether they are connected now.</summary>
public sealed class KnownUsers(IConnectionMultiplexer redis, NodeRegistry nodes)
{
    /// <summary>Returns the names of some users, in their order; null for a user who never connected.</summary>
    public async Task<IReadOnlyList<string?>> NamesAsync(IReadOnlyList<string> users)
    {
        var names = await redis.GetDatabase().HashGetAsync(RedisKeys.UserNames, Values(users));
        return [.. names.Select(name => (string?)name)];
    }

    /// <summary>Returns whether some users are online, away or offline, on all live nodes.</summary>
    public async Task<IReadOnlyList<UserPresence>> PresenceAsync(IReadOnlyList<string> users)
    {
        var database = redis.GetDatabase();
        var ids = Values(users);

        // All requests leave at once; the answers are awaited afterwards.
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
                if (isHere[i])
                {
                    states[i] = !isAway[i] || states[i] == UserState.Online ? UserState.Online : UserState.Away;
                }
            }
        }

        return [.. users.Select((user, index) => new UserPresence { User = user, State = states[index] })];
    }

    private static RedisValue[] Values(IReadOnlyList<string> users) => [.. users.Select(user => (RedisValue)user)];
}

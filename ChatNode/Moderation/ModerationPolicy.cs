using System.Collections.Concurrent;
using AspireChat.ChatNode.Delivery;
using AspireChat.Store.Moderation;
using AspireChat.Store.Redis;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Moderation;

/// <summary>
/// What this node knows of bans, mutes and the rules of its open rooms: every check is a look into memory. While Redis is away the last known
/// stays in force.
/// </summary>
internal sealed class ModerationPolicy(SanctionStore sanctions, RoomRulesStore rules) : IRoomPolicies
{
    private readonly ConcurrentDictionary<string, RoomPolicy> _rooms = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, UserStanding>? _users;

    /// <summary>Whether it has been loaded once. Before that nobody can be let in.</summary>
    public bool IsLoaded => _users is not null;

    /// <summary>What is held against a user.</summary>
    public UserStanding Of(string user) => _users?.GetValueOrDefault(user) ?? UserStanding.Clean;

    /// <summary>Keeps the rules of a room at hand from now on. Listed before they are read, so no change falls between the two.</summary>
    public async Task<RoomPolicy> OpenAsync(string room)
    {
        var policy = _rooms[room] = new RoomPolicy(room, rules);
        try
        {
            await policy.ReadAsync();
            return policy;
        }
        catch
        {
            Close(room);
            throw;
        }
    }

    /// <summary>The room was closed on this node.</summary>
    public void Close(string room) => _rooms.TryRemove(room, out _);

    /// <summary>Reads everything.</summary>
    public async Task ReadAllAsync()
    {
        var bans = sanctions.BansAsync();
        var mutes = sanctions.MutesAsync(null);
        var revocations = await sanctions.RevocationsAsync();
        var users = new ConcurrentDictionary<string, UserStanding>(StringComparer.Ordinal);
        foreach (var user in (await bans).Keys.Concat((await mutes).Keys).Concat(revocations.Keys).Distinct())
        {
            users[user] = new UserStanding(
                (await bans).GetValueOrDefault(user), (await mutes).GetValueOrDefault(user), revocations.GetValueOrDefault(user));
        }

        await Task.WhenAll(_rooms.Values.Select(room => room.ReadAsync()));
        _users = users;
    }

    /// <summary>Reads what a change is about.</summary>
    public async Task ReadAsync(PolicyChange change)
    {
        if (change.Kind == PolicyChange.UserChanged)
        {
            await ReadUserAsync(change.User!);
        }
        else if (_rooms.TryGetValue(change.Room!, out var room))
        {
            await room.ReadAsync();
        }
    }

    private async Task ReadUserAsync(string user)
    {
        var ban = sanctions.BanOfAsync(user);
        var mute = sanctions.MuteOfAsync(user, null);
        var revokedAt = sanctions.RevocationAsync(user);
        var standing = new UserStanding(await ban, await mute, await revokedAt);
        if (standing == UserStanding.Clean)
        {
            _users!.TryRemove(user, out _);
        }
        else
        {
            _users![user] = standing;
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Redis;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Moderation;

/// <summary>
/// The bans, the mutes and the rules of open rooms as this node last read them: every check reads memory only. While Redis cannot be
/// reached, the last known state stays in force.
/// </summary>
internal sealed class ModerationState(SanctionStore sanctions, RoomRulesStore rules) : IRoomRulesCache
{
    private readonly ConcurrentDictionary<string, CachedRoomRules> _rooms = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, UserSanctions>? _users;
    private volatile IReadOnlyList<(IPNetwork Network, Sanction Ban)> _networks = [];

    /// <summary>Whether the state has been loaded. Before that the node admits nobody.</summary>
    public bool IsLoaded => _users is not null;

    /// <summary>Returns what applies to a user.</summary>
    public UserSanctions Of(string user) => _users?.GetValueOrDefault(user) ?? UserSanctions.None;

    /// <summary>Returns the bans of the networks that an address is in; some may have expired.</summary>
    public IEnumerable<Sanction> BansOf(IPAddress client) =>
        _networks.Where(entry => entry.Network.Contains(client)).Select(entry => entry.Ban);

    /// <summary>
    /// Caches the rules of a room from now on. The room is listed before its rules are read, so no change is missed in between.
    /// </summary>
    public async Task<CachedRoomRules> OpenAsync(string room)
    {
        var cached = _rooms[room] = new CachedRoomRules(room, rules);
        try
        {
            await cached.ReadAsync();
            return cached;
        }
        catch
        {
            Close(room);
            throw;
        }
    }

    /// <summary>Drops the rules of a room that was closed on this node.</summary>
    public void Close(string room) => _rooms.TryRemove(room, out _);

    /// <summary>Reads everything again.</summary>
    public async Task ReadAllAsync()
    {
        var bans = sanctions.BansAsync();
        var mutes = sanctions.MutesAsync(null);
        var networks = sanctions.NetworkBansAsync();
        var revocations = await sanctions.RevocationsAsync();
        var users = new ConcurrentDictionary<string, UserSanctions>(StringComparer.Ordinal);
        foreach (var user in (await bans).Keys.Concat((await mutes).Keys).Concat(revocations.Keys).Distinct())
        {
            users[user] = new UserSanctions(
                (await bans).GetValueOrDefault(user), (await mutes).GetValueOrDefault(user), revocations.GetValueOrDefault(user));
        }

        await Task.WhenAll(_rooms.Values.Select(room => room.ReadAsync()));
        _networks = await networks;
        _users = users;
    }

    /// <summary>Reads again what a change is about.</summary>
    public async Task ReadAsync(PolicyChange change)
    {
        if (change.Kind == PolicyChange.UserChanged)
        {
            await ReadUserAsync(change.User!);
        }
        else if (change.Kind == PolicyChange.NetworksChanged)
        {
            _networks = await sanctions.NetworkBansAsync();
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
        var found = new UserSanctions(await ban, await mute, await revokedAt);
        if (found == UserSanctions.None)
        {
            _users!.TryRemove(user, out _);
        }
        else
        {
            _users![user] = found;
        }
    }
}

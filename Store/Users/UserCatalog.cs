using System.Globalization;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Nodes;
using AspireChat.Store.Presence;
using AspireChat.Store.Redis;
using AspireChat.Store.Rooms;
using StackExchange.Redis;

namespace AspireChat.Store.Users;

/// <summary>Which users to list.</summary>
/// <param name="Query">Part of the id or the name, ignoring case; null = all.</param>
/// <param name="Online">True = only connected users, false = only the others; null = all.</param>
/// <param name="Banned">True = only banned users, false = only the others; null = all.</param>
/// <param name="Muted">True = only users with a cluster-wide mute, false = only the others; null = all.</param>
public sealed record UserFilter(string? Query, bool? Online, bool? Banned, bool? Muted)
{
    /// <summary>Returns whether a user matches.</summary>
    public bool Matches(UserInfo user) =>
        (Query is null || user.User.Contains(Query, StringComparison.OrdinalIgnoreCase) || user.Name.Contains(
            Query, StringComparison.OrdinalIgnoreCase))
        && (Online is null || Online == user.Online)
        && (Banned is null || Banned == user.Ban is not null)
        && (Muted is null || Muted == user.Mute is not null);
}

/// <summary>All users who ever connected, for operators.</summary>
public sealed class UserCatalog(
    IConnectionMultiplexer redis, NodeRegistry nodes, SanctionStore sanctions, RoomRulesStore rules, UserRooms userRooms)
{
    private const int Batch = 500;

    /// <summary>
    /// Maximum number of users that one call reads. If few of them match, the page is short, and the next call continues from there.
    /// </summary>
    private const int MaxRead = 10_000;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Returns whether the user ever connected.</summary>
    public async Task<bool> ExistsAsync(string user) => await Database.SortedSetScoreAsync(RedisKeys.Users, user) is not null;

    /// <summary>Returns the user's name, or the id if there is none.</summary>
    public async Task<string> NameAsync(string user) => (string?)await Database.HashGetAsync(RedisKeys.UserNames, user) ?? user;

    /// <summary>Returns a user with their rooms, or null.</summary>
    public async Task<UserInfo?> FindAsync(string user)
    {
        if (await Database.SortedSetScoreAsync(RedisKeys.Users, user) is not { } seen)
        {
            return null;
        }

        var live = await LiveAsync();
        var info = (await DescribeAsync([new SortedSetEntry(user, seen)], live))[0];
        return info with { Rooms = await RoomsAsync(user, live) };
    }

    /// <summary>Returns a page of users, most recently seen first.</summary>
    /// <exception cref="FormatException">The cursor is not valid.</exception>
    public async Task<Page<UserInfo>> ListAsync(UserFilter filter, int size, string? cursor)
    {
        var live = await LiveAsync();
        var rank = await RankAfterAsync(cursor);
        var end = rank + MaxRead;
        List<UserInfo> found = [];
        while (rank < end)
        {
            var batch = await Database.SortedSetRangeByRankWithScoresAsync(RedisKeys.Users, rank, rank + Batch - 1, Order.Descending);
            foreach (var user in await DescribeAsync(batch, live))
            {
                if (filter.Matches(user) && found.Count == size)
                {
                    return new Page<UserInfo> { Items = found, Next = CursorOf(found[^1]) };
                }

                if (filter.Matches(user))
                {
                    found.Add(user);
                }
            }

            if (batch.Length < Batch)
            {
                return new Page<UserInfo> { Items = found };
            }

            rank += batch.Length;
            if (rank >= end)
            {
                return new Page<UserInfo> { Items = found, Next = CursorOf((long)batch[^1].Score, batch[^1].Element!) };
            }
        }

        return new Page<UserInfo> { Items = found };
    }

    private static string CursorOf(UserInfo user) => CursorOf(user.LastSeenAt, user.User);

    private static string CursorOf(long seen, string user) => string.Create(CultureInfo.InvariantCulture, $"{seen}-{user}");

    /// <summary>
    /// Returns where the next page starts: after the cursor's user. If that user connected or disconnected in the meantime, and so moved to
    /// the front, it starts after all who were seen later than that user was: a user can be listed twice, but none is left out.
    /// </summary>
    private async Task<long> RankAfterAsync(string? cursor)
    {
        if (cursor is null)
        {
            return 0;
        }

        var dash = cursor.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !long.TryParse(cursor.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
        {
            throw new FormatException("'cursor' is not the 'next' of a previous page.");
        }

        var user = cursor[(dash + 1)..];
        var score = Database.SortedSetScoreAsync(RedisKeys.Users, user);
        var rank = await Database.SortedSetRankAsync(RedisKeys.Users, user, Order.Descending);
        return await score == seen && rank is { } place
            ? place + 1
            : await Database.SortedSetLengthAsync(RedisKeys.Users, seen, double.PositiveInfinity, Exclude.Start);
    }

    private async Task<IReadOnlyList<NodeInfo>> LiveAsync()
    {
        await nodes.RefreshAsync();
        return [.. nodes.Live.Values];
    }

    private async Task<IReadOnlyList<UserInfo>> DescribeAsync(SortedSetEntry[] users, IReadOnlyList<NodeInfo> live)
    {
        if (users.Length == 0)
        {
            return [];
        }

        // All commands are sent at once, and the answers are awaited afterwards.
        RedisValue[] ids = [.. users.Select(user => user.Element)];
        List<string> names = [.. ids.Select(id => (string)id!)];
        var shown = Database.HashGetAsync(RedisKeys.UserNames, ids);
        var since = Database.SortedSetScoresAsync(RedisKeys.UsersSince, ids);
        var bans = sanctions.BansAsync(names);
        var mutes = sanctions.MutesAsync(null, names);
        var here = await Task.WhenAll(live.Select(node => Database.SetContainsAsync(RedisKeys.NodeUsers(node.Id), ids)));
        var result = new UserInfo[users.Length];
        for (var i = 0; i < users.Length; i++)
        {
            var on = live.Where((_, node) => here[node][i]).Select(node => node.Name).Distinct().Order(StringComparer.Ordinal).ToList();
            result[i] = new UserInfo
            {
                User = names[i],
                Name = (string?)(await shown)[i] ?? names[i],
                Online = on.Count > 0,
                Nodes = on,
                FirstSeenAt = (long)((await since)[i] ?? users[i].Score),
                LastSeenAt = (long)users[i].Score,
                Ban = (await bans)[i],
                Mute = (await mutes)[i],
            };
        }

        return result;
    }

    private async Task<IReadOnlyList<UserRoom>> RoomsAsync(string user, IReadOnlyList<NodeInfo> live)
    {
        var rooms = await userRooms.AllAsync(user);
        var member = await Task.WhenAll(rooms.Select(room => Database.HashExistsAsync(RedisKeys.Members(room), user)));
        var found = await Task.WhenAll(rooms.Where((_, index) => member[index]).Select(room => RoomAsync(room, user, live)));
        return [.. found.OrderBy(room => room.Room, StringComparer.Ordinal)];
    }

    private async Task<UserRoom> RoomAsync(string room, string user, IReadOnlyList<NodeInfo> live)
    {
        var online = live.Select(node => Database.HashExistsAsync(RedisKeys.Online(room), OnlineField.Of(node.Id, user))).ToList();
        var mute = sanctions.MuteOfAsync(user, room);
        return new UserRoom
        {
            Room = room,
            Role = await rules.RoleAsync(room, user),
            Online = (await Task.WhenAll(online)).Contains(true),
            Mute = await mute,
        };
    }
}

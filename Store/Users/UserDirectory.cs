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
/// <param name="Online">Only users who are, or are not, connected; null = all.</param>
/// <param name="Banned">Only users with, or without, a ban; null = all.</param>
/// <param name="Muted">Only users with, or without, a mute in all rooms; null = all.</param>
public sealed record UserFilter(string? Query, bool? Online, bool? Banned, bool? Muted)
{
    /// <summary>Returns true if the user passes the filter.</summary>
    public bool Matches(UserInfo user) =>
        (Query is null
            || user.User.Contains(Query, StringComparison.OrdinalIgnoreCase)
            || user.Name.Contains(Query, StringComparison.OrdinalIgnoreCase))
        && (Online is null || Online == user.Online)
        && (Banned is null || Banned == user.Ban is not null)
        && (Muted is null || Muted == user.Mute is not null);
}

/// <summary>The users who have ever connected, for the operator.</summary>
public sealed class UserDirectory(
    IConnectionMultiplexer redis, NodeRegistry nodes, SanctionStore sanctions, RoomRulesStore rules, UserRooms userRooms)
{
    private const int Batch = 500;

    /// <summary>
    /// Maximum number of users that one call examines. A filter with few matches then returns a short page, and the next call continues
    /// there.
    /// </summary>
    private const int MaxExamined = 10_000;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Returns true if the user has ever connected.</summary>
    public async Task<bool> ExistsAsync(string user) => await Database.SortedSetScoreAsync(RedisKeys.Users, user) is not null;

    /// <summary>Returns the user's name; the id if there is none.</summary>
    public async Task<string> NameAsync(string user) => (string?)await Database.HashGetAsync(RedisKeys.UserNames, user) ?? user;

    /// <summary>Returns one user with the user's rooms; null if the user never connected.</summary>
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

    /// <summary>Returns a page of users, those who connected or disconnected last first.</summary>
    /// <param name="filter">Which users.</param>
    /// <param name="size">Maximum number of users.</param>
    /// <param name="cursor"><c>Next</c> of the previous page; null = the first page.</param>
    /// <exception cref="FormatException">The cursor is not valid.</exception>
    public async Task<Page<UserInfo>> ListAsync(UserFilter filter, int size, string? cursor)
    {
        var live = await LiveAsync();
        var rank = await RankAfterAsync(cursor);
        var end = rank + MaxExamined;
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
    /// Where the next page starts: after the cursor's user. If that user has moved to the front in the meantime, after all users who were
    /// seen later than the cursor says: a user can then appear twice, but none is missed.
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
            throw new FormatException("The cursor is not from this list.");
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
        await nodes.LookAsync();
        return [.. nodes.Live.Values];
    }

    private async Task<IReadOnlyList<UserInfo>> DescribeAsync(SortedSetEntry[] users, IReadOnlyList<NodeInfo> live)
    {
        if (users.Length == 0)
        {
            return [];
        }

        // All requests leave at once; the answers are awaited afterwards.
        RedisValue[] ids = [.. users.Select(user => user.Element)];
        List<string> names = [.. ids.Select(id => (string)id!)];
        var shown = Database.HashGetAsync(RedisKeys.UserNames, ids);
        var since = Database.SortedSetScoresAsync(RedisKeys.UsersSince, ids);
        var bans = sanctions.ReadAsync(RedisKeys.Bans, names);
        var mutes = sanctions.ReadAsync(RedisKeys.GlobalMutes, names);
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
        var mute = sanctions.ReadAsync(RedisKeys.Mutes(room), user);
        return new UserRoom
        {
            Room = room,
            Role = await rules.RoleAsync(room, user),
            Online = (await Task.WhenAll(online)).Contains(true),
            Mute = await mute,
        };
    }
}

using System.Globalization;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>All rooms and their members, for operators.</summary>
public sealed class RoomCatalog(
    IConnectionMultiplexer redis, NodeRegistry nodes, RoomScan scan, RoomRulesStore rules, RoomMembers members, SanctionStore sanctions,
    TimeProvider time)
{
    private static readonly TimeSpan ActivityWindow = TimeSpan.FromMinutes(1);

    private static readonly string ActivityScript = RedisScript.Load("room-activity");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Returns a page of rooms, ordered by name.</summary>
    /// <param name="query">Part of the name or the title; null = all.</param>
    /// <param name="archived">True = only archived rooms; false = only the others.</param>
    /// <param name="size">Maximum number of rooms.</param>
    /// <param name="cursor">The previous page's <c>Next</c>; null = the first page.</param>
    public async Task<Page<RoomInfo>> ListAsync(string? query, bool archived, int size, string? cursor)
    {
        await nodes.RefreshAsync();
        var page = await scan.ReadAsync(new RoomScanQuery(
            cursor, size, int.MaxValue, _ => true,
            (name, room) => room.Settings.Archived == archived
                && (query is null || name.Contains(query, StringComparison.OrdinalIgnoreCase)
                || room.Settings.Title.Contains(query, StringComparison.OrdinalIgnoreCase))));
        return new Page<RoomInfo>
        {
            Items = await Task.WhenAll(page.Rooms.Select(room => DescribeAsync(room.Name, room.Rules))),
            Next = page.Next,
        };
    }

    /// <summary>Returns a room; null if there is no such room.</summary>
    public async Task<RoomInfo?> FindAsync(string room)
    {
        if (await FindRulesAsync(room) is not { } state)
        {
            return null;
        }

        await nodes.RefreshAsync();
        return await DescribeAsync(room, state);
    }

    /// <summary>Returns a room's settings; null if there is no such room.</summary>
    public async Task<RoomRules?> FindRulesAsync(string room)
    {
        var exists = rules.ExistsAsync(room);
        var state = await rules.ReadSettingsAsync(room);
        return await exists ? state : null;
    }

    /// <summary>Returns whether a room exists, or its deletion was started and not completed.</summary>
    public Task<bool> IsListedAsync(string room) => Database.SetContainsAsync(RedisKeys.Rooms, room);

    /// <summary>Returns a page of an existing room's members, ordered by id.</summary>
    public async Task<Page<RoomMember>> MembersAsync(string room, int size, string? cursor)
    {
        await nodes.RefreshAsync();
        var page = Page.Cut(await members.AllAsync(room), size, cursor, member => member.User);
        var roles = rules.RolesAsync(room);
        var mutes = sanctions.MutesAsync(room, [.. page.Items.Select(member => member.User)]);
        var online = await scan.OnlineAsync(room);
        var (muted, named) = (await mutes, await roles);
        return new Page<RoomMember>
        {
            Items =
            [
                .. page.Items.Select((member, index) => new RoomMember
                {
                    User = member.User,
                    Name = member.Name,
                    Role = named.GetValueOrDefault(member.User, RoomRole.Member),
                    Online = online.Contains(member.User),
                    Mute = muted[index],
                }),
            ],
            Next = page.Next,
        };
    }

    private async Task<RoomInfo> DescribeAsync(string room, RoomRules state)
    {
        var since = (time.GetUtcNow() - ActivityWindow).ToUnixTimeMilliseconds();
        var online = scan.OnlineAsync(room);
        var answer = (string[])(await Database.ScriptEvaluateAsync(
            ActivityScript, [RedisKeys.Head(room), RedisKeys.Log(room), RedisKeys.Members(room)], [since]))!;
        var last = long.Parse(answer[2], CultureInfo.InvariantCulture);
        return new RoomInfo
        {
            Room = room,
            Title = state.Settings.Title,
            Topic = state.Settings.Topic,
            Description = state.Settings.Description,
            Archived = state.Settings.Archived,
            ReadOnly = state.Settings.ReadOnly,
            SlowModeSeconds = state.Settings.SlowModeSeconds,
            Private = state.Settings.Private,
            Kind = state.Settings.Kind,
            CreatedAt = state.CreatedAt,
            Members = int.Parse(answer[4], CultureInfo.InvariantCulture),
            Online = (await online).Count,
            Head = long.Parse(answer[1], CultureInfo.InvariantCulture),
            Epoch = answer[0],
            LastEventAt = last == 0 ? null : last,
            EventsPerMinute = long.Parse(answer[3], CultureInfo.InvariantCulture) / ActivityWindow.TotalMinutes,
        };
    }
}

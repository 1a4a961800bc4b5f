using System.Globalization;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Nodes;
using AspireChat.Store.Presence;
using AspireChat.Store.Redis;
using AspireChat.Store.Rooms;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Api.Rooms;

/// <summary>All rooms, for the operator.</summary>
internal sealed class RoomCatalog(IConnectionMultiplexer redis, NodeRegistry nodes, RoomRulesStore rules, SanctionStore sanctions, TimeProvider time)
{
    /// <summary>How many rooms are looked at, or names fetched, with one round trip.</summary>
    private const int Batch = 500;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private IDatabase Database => redis.GetDatabase();

    /// <summary>A page of rooms, by name.</summary>
    /// <param name="query">Part of the name; null: any.</param>
    /// <param name="archived">True: the archived ones. Otherwise the others.</param>
    /// <param name="paging">Which page.</param>
    public async Task<Page<RoomInfo>> ListAsync(string? query, bool archived, Paging paging)
    {
        await nodes.LookAsync();
        var size = paging.Size;
        List<(string Name, RoomRules Rules)> found = [];
        foreach (var batch in (await NamesAfterAsync(query, paging.Cursor)).Chunk(Batch))
        {
            var states = await Task.WhenAll(batch.Select(rules.ReadSettingsAsync));
            found.AddRange(batch.Zip(states).Where(room => !room.Second.IsDeleted && room.Second.Settings.Archived == archived));
            if (found.Count > size)
            {
                break;
            }
        }

        return new Page<RoomInfo>
        {
            Items = await Task.WhenAll(found.Take(size).Select(room => DescribeAsync(room.Name, room.Rules))),
            Next = found.Count > size ? found[size - 1].Name : null,
        };
    }

    /// <summary>One room.</summary>
    /// <exception cref="ApiException">There is none of that name.</exception>
    public async Task<RoomInfo> GetAsync(string room)
    {
        var state = await RulesAsync(room);
        await nodes.LookAsync();
        return await DescribeAsync(room, state);
    }

    /// <summary>Whether there is such a room, even one whose deletion was begun and not ended.</summary>
    public Task<bool> IsListedAsync(string room) => Database.SetContainsAsync(RedisKeys.Rooms, room);

    /// <summary>A room's settings.</summary>
    /// <exception cref="ApiException">There is no such room.</exception>
    public async Task<RoomRules> RulesAsync(string room)
    {
        var exists = rules.ExistsAsync(room);
        var state = await rules.ReadSettingsAsync(room);
        return await exists ? state : throw ApiException.NotFound("room", room);
    }

    /// <summary>A page of a room's members, by id.</summary>
    /// <exception cref="ApiException">There is no such room.</exception>
    public async Task<Page<RoomMember>> MembersAsync(string room, Paging paging)
    {
        await RulesAsync(room);
        await nodes.LookAsync();
        var members = await Database.HashGetAllAsync(RedisKeys.Members(room));
        var page = paging.Cut(
            members.Select(entry => new RoomMember { User = entry.Name!, Name = entry.Value! }).OrderBy(member => member.User, StringComparer.Ordinal),
            member => member.User);
        var roles = rules.RolesAsync(room);
        var mutes = sanctions.ReadAsync(RedisKeys.Mutes(room), [.. page.Items.Select(member => member.User)]);
        var online = await OnlineAsync(room);
        var muted = await mutes;
        var named = await roles;
        return page with
        {
            Items =
            [
                .. page.Items.Select((member, index) => member with
                {
                    Role = named.GetValueOrDefault(member.User, RoomRole.Member),
                    Online = online.Contains(member.User),
                    Mute = muted[index],
                }),
            ],
        };
    }

    /// <summary>The names after the cursor, in their order. All of them pass by here, in parts: a name is a few bytes.</summary>
    private async Task<IReadOnlyList<string>> NamesAfterAsync(string? query, string? cursor)
    {
        // What stands in no room's name is in none; and so nothing in the pattern needs to be escaped.
        var part = query?.ToLowerInvariant() ?? "";
        if (part.Length > 0 && !RoomName.IsValid("a" + part))
        {
            return [];
        }

        var names = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var name in Database.SetScanAsync(RedisKeys.Rooms, part.Length > 0 ? $"*{part}*" : default(RedisValue), Batch))
        {
            if (string.CompareOrdinal(name, cursor) > 0)
            {
                names.Add(name!);
            }
        }

        return [.. names];
    }

    private async Task<RoomInfo> DescribeAsync(string room, RoomRules state)
    {
        var since = (time.GetUtcNow() - Window).ToUnixTimeMilliseconds();
        var online = OnlineAsync(room);
        var answer = (string[])(await Database.ScriptEvaluateAsync(
            ActivityScript.Text, [RedisKeys.Head(room), RedisKeys.Log(room), RedisKeys.Members(room)], [since]))!;
        var last = long.Parse(answer[2], CultureInfo.InvariantCulture);
        return new RoomInfo
        {
            Room = room,
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
            EventsPerMinute = long.Parse(answer[3], CultureInfo.InvariantCulture) / Window.TotalMinutes,
        };
    }

    /// <summary>Who is online in the room, by the nodes that live.</summary>
    private async Task<HashSet<string>> OnlineAsync(string room)
    {
        var fields = await Database.HashKeysAsync(RedisKeys.Online(room));
        return [.. fields.Select(field => OnlineField.Split(field!)).Where(field => nodes.IsLive(field.NodeId)).Select(field => field.User)];
    }
}

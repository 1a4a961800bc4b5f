using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>The rooms' settings, roles and mutes.</summary>
public sealed class RoomRulesStore(IConnectionMultiplexer redis, SanctionStore sanctions, TimeProvider time)
{
    private const string Topic = "topic";
    private const string Description = "description";
    private const string Archived = "archived";
    private const string ReadOnly = "readOnly";
    private const string SlowModeSeconds = "slowModeSeconds";
    private const string Private = "private";
    private const string Kind = "kind";
    private const string CreatedAt = "createdAt";
    private const string Deleted = "deleted";

    private static readonly RedisValue[] Fields =
        [Topic, Description, Archived, ReadOnly, SlowModeSeconds, CreatedAt, Deleted, Private, Kind];

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Returns everything about a room.</summary>
    public async Task<RoomRules> ReadAsync(string room)
    {
        var settings = ReadSettingsAsync(room);
        var roles = RolesAsync(room);
        var mutes = sanctions.MutesAsync(room);
        return await settings with { Roles = await roles, Mutes = await mutes };
    }

    /// <summary>Returns the same without roles and mutes.</summary>
    public async Task<RoomRules> ReadSettingsAsync(string room)
    {
        var values = await Database.HashGetAsync(RedisKeys.Settings(room), Fields);
        var settings = new RoomSettings
        {
            Topic = (string?)values[0] ?? "",
            Description = (string?)values[1] ?? "",
            Archived = values[2] == 1,
            ReadOnly = values[3] == 1,
            SlowModeSeconds = values[4].TryParse(out int seconds) ? seconds : 0,
            Private = values[7] == 1,
            Kind = (string?)values[8] ?? RoomKind.Room,
        };
        var createdAt = values[5].TryParse(out long created) ? created : 0;
        return new RoomRules(settings, createdAt, !values[6].IsNull, new Dictionary<string, string>(), new Dictionary<string, Sanction>());
    }

    /// <summary>Returns the owners and moderators, with their roles.</summary>
    public async Task<Dictionary<string, string>> RolesAsync(string room) =>
        (await Database.HashGetAllAsync(RedisKeys.Roles(room)))
        .ToDictionary(entry => (string)entry.Name!, entry => (string)entry.Value!, StringComparer.Ordinal);

    /// <summary>Returns a user's role.</summary>
    public async Task<string> RoleAsync(string room, string user) =>
        (string?)await Database.HashGetAsync(RedisKeys.Roles(room), user) ?? RoomRole.Member;

    /// <summary>Writes only what differs, so that simultaneous changes to different settings do not undo each other.</summary>
    public Task WriteAsync(string room, RoomSettings before, RoomSettings after)
    {
        (string Field, RedisValue Before, RedisValue After)[] fields =
        [
            (Topic, before.Topic, after.Topic), (Description, before.Description, after.Description),
            (Archived, before.Archived, after.Archived), (ReadOnly, before.ReadOnly, after.ReadOnly),
            (SlowModeSeconds, before.SlowModeSeconds, after.SlowModeSeconds), (Private, before.Private, after.Private),
            (Kind, before.Kind, after.Kind),
        ];
        HashEntry[] changed =
            [.. fields.Where(field => field.Before != field.After).Select(field => new HashEntry(field.Field, field.After))];
        return changed.Length == 0 ? Task.CompletedTask : Database.WriteEvenIfFullAsync(
            "HSET", RedisKeys.Settings(room), [.. changed.SelectMany(entry => new[] { entry.Name, entry.Value })]);
    }

    /// <summary>Returns whether there is such a room.</summary>
    public async Task<bool> ExistsAsync(string room)
    {
        var listed = Database.SetContainsAsync(RedisKeys.Rooms, room);
        return !await Database.HashExistsAsync(RedisKeys.Settings(room), Deleted) && await listed;
    }

    /// <summary>Records that the room exists from now on.</summary>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> CreateAsync(string room)
    {
        var isNew = Database.HashSetAsync(RedisKeys.Settings(room), CreatedAt, time.GetUtcNow().ToUnixTimeMilliseconds(), When.NotExists);
        await Database.SetAddAsync(RedisKeys.Rooms, room);
        return await isNew;
    }

    /// <summary>Sets a user's role.</summary>
    public Task SetRoleAsync(string room, string user, string role) => role == RoomRole.Member
        ? Database.HashDeleteAsync(RedisKeys.Roles(room), user)
        : Database.WriteEvenIfFullAsync("HSET", RedisKeys.Roles(room), user, role);

    /// <summary>Marks the room as being deleted: from then on nodes let nobody join.</summary>
    public Task MarkDeletedAsync(string room) =>
        Database.WriteEvenIfFullAsync("HSET", RedisKeys.Settings(room), Deleted, 1);

    /// <summary>Deletes the room. The next user who joins it creates a new one, with another epoch.</summary>
    public async Task DeleteAsync(string room)
    {
        // In one command, so that it is atomic: a room without its mark but with its log would exist again.
        await Database.KeyDeleteAsync(
            [
                RedisKeys.Log(room), RedisKeys.Head(room), RedisKeys.Members(room), RedisKeys.Online(room), RedisKeys.Roles(room),
                RedisKeys.Mutes(room),
                RedisKeys.History(room), RedisKeys.Pins(room), RedisKeys.Votes(room), RedisKeys.Questions(room), RedisKeys.Settings(room),
            ]);

        // Last, so that the same call can be repeated if this process dies between the two: a room that is not listed cannot be deleted.
        await Database.SetRemoveAsync(RedisKeys.Rooms, room);
    }
}

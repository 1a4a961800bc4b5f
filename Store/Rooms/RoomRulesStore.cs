using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>A change that the members of a room have not been told of yet.</summary>
/// <param name="Field">Where that is recorded.</param>
/// <param name="Mark">Distinguishes it from later changes.</param>
internal readonly record struct UntoldChange(string Field, string Mark)
{
    public static UntoldChange Of(string field) => new(field, Guid.NewGuid().ToString("N"));
}

/// <summary>The rooms' settings, roles and mutes.</summary>
public sealed class RoomRulesStore(IConnectionMultiplexer redis, SanctionStore sanctions)
{
    private const string Title = "title";
    private const string Topic = "topic";
    private const string Description = "description";
    private const string Archived = "archived";
    private const string ReadOnly = "readOnly";
    private const string SlowModeSeconds = "slowModeSeconds";
    private const string Private = "private";
    private const string Kind = "kind";
    private const string CreatedAt = "createdAt";
    private const string Deleted = "deleted";

    /// <summary>The field that is set from a change of the settings until the room's log says so.</summary>
    internal const string UntoldSettings = "untold";

    private static readonly string ToldScript = RedisScript.Load("field-remove");

    private static readonly RedisValue[] Fields =
        [Topic, Description, Archived, ReadOnly, SlowModeSeconds, CreatedAt, Deleted, Private, Kind, Title];

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
            Title = (string?)values[9] ?? "",
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

    /// <summary>The field that is set from a change of a user's role until the room's log says so.</summary>
    internal static string UntoldRole(string user) => $"untold:{user}";

    /// <summary>The field that is set from the removal of a member until the nodes have evicted them.</summary>
    internal static string UntoldRemoval(string user) => $"untold-removal:{user}";

    /// <summary>Marks a change that is about to be written as untold.</summary>
    internal async Task<UntoldChange> MarkUntoldAsync(string room, string field)
    {
        var change = UntoldChange.Of(field);
        await Database.WriteEvenIfFullAsync("HSET", RedisKeys.Settings(room), change.Field, change.Mark);
        return change;
    }

    /// <summary>
    /// Returns a change that was written, but whose process died before it told the room's members; null if there is none. The same call,
    /// repeated, tells them.
    /// </summary>
    internal async Task<UntoldChange?> FindUntoldAsync(string room, string field) =>
        (string?)await Database.HashGetAsync(RedisKeys.Settings(room), field) is { } mark ? new UntoldChange(field, mark) : null;

    /// <summary>The room's log has the change now. If there was a later one, that still has to be told.</summary>
    internal Task ToldAsync(string room, UntoldChange change) =>
        Database.ScriptEvaluateAsync(ToldScript, [RedisKeys.Settings(room)], [change.Field, change.Mark]);

    /// <summary>
    /// Writes only what differs, so that simultaneous changes to different settings do not undo each other, and marks the change as untold.
    /// </summary>
    internal async Task<UntoldChange> WriteAsync(string room, RoomSettings before, RoomSettings after)
    {
        (string Field, RedisValue Before, RedisValue After)[] fields =
        [
            (Topic, before.Topic, after.Topic), (Description, before.Description, after.Description),
            (Archived, before.Archived, after.Archived), (ReadOnly, before.ReadOnly, after.ReadOnly),
            (SlowModeSeconds, before.SlowModeSeconds, after.SlowModeSeconds), (Private, before.Private, after.Private),
            (Kind, before.Kind, after.Kind), (Title, before.Title, after.Title),
        ];
        var change = UntoldChange.Of(UntoldSettings);
        await Database.WriteEvenIfFullAsync(
            "HSET",
            RedisKeys.Settings(room),
            [
                .. fields.Where(field => field.Before != field.After).SelectMany(field => new RedisValue[] { field.Field, field.After }),
                change.Field, change.Mark,
            ]);
        return change;
    }

    /// <summary>Returns whether there is such a room.</summary>
    public async Task<bool> ExistsAsync(string room)
    {
        // A room of an early version may have no time of creation.
        return await Database.HashGetAsync(RedisKeys.Settings(room), [Deleted, CreatedAt]) is [{ IsNull: true }, var createdAt]
            && (!createdAt.IsNull || await Database.SetContainsAsync(RedisKeys.Rooms, room));
    }

    /// <summary>Sets a user's role, and marks the change as untold.</summary>
    internal async Task<UntoldChange> SetRoleAsync(string room, string user, string role)
    {
        var change = await MarkUntoldAsync(room, UntoldRole(user));
        await (role == RoomRole.Member
            ? RemoveRoleAsync(room, user)
            : Database.WriteEvenIfFullAsync("HSET", RedisKeys.Roles(room), user, role));
        return change;
    }

    /// <summary>Makes a user a plain member.</summary>
    internal Task RemoveRoleAsync(string room, string user) => Database.HashDeleteAsync(RedisKeys.Roles(room), user);

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
                RedisKeys.Mutes(room), RedisKeys.Removed(room), RedisKeys.Invitations(room),
                RedisKeys.History(room), RedisKeys.Pins(room), RedisKeys.Votes(room), RedisKeys.Questions(room), RedisKeys.Settings(room),
            ]);

        // Last, so that the same call can be repeated if this process dies between the two: a room that is not listed cannot be deleted.
        await Database.SetRemoveAsync(RedisKeys.Rooms, room);
    }
}

using System.Globalization;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>The list of each user's rooms, and the user's read position in each, the same on all devices.</summary>
public sealed class UserRooms(IConnectionMultiplexer redis, TimeProvider time)
{
    private static readonly string MoveScript = RedisScript.Load("read-position-move");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Adds a room to the user's list.</summary>
    /// <returns>True if it was not in the list.</returns>
    public async Task<bool> AddAsync(string user, string room) => (bool)await Database.WriteEvenIfFullAsync(
        "HSETNX", RedisKeys.UserRooms(user), room, time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Removes a room from the user's list. The read position is kept.</summary>
    public Task HideAsync(string user, string room) => Database.HashDeleteAsync(RedisKeys.UserRooms(user), room);

    /// <summary>Removes a room from the user's list, with the read position.</summary>
    public Task RemoveAsync(string user, string room) =>
        Task.WhenAll(HideAsync(user, room), Database.HashDeleteAsync(RedisKeys.UserRead(user), room));

    /// <summary>Returns for each of some rooms, in their order, whether it is in the user's list.</summary>
    public async Task<IReadOnlyList<bool>> ContainsAsync(string user, IReadOnlyList<string> rooms) => rooms.Count == 0
        ? []
        : [.. (await Database.HashGetAsync(RedisKeys.UserRooms(user), [.. rooms.Select(room => (RedisValue)room)]))
            .Select(since => !since.IsNull)];

    /// <summary>Returns the user's rooms with the read positions; null for a room without one.</summary>
    public async Task<IReadOnlyList<(string Room, LogPosition? Read)>> ReadAsync(string user)
    {
        var positions = Database.HashGetAllAsync(RedisKeys.UserRead(user));
        var rooms = await Database.HashKeysAsync(RedisKeys.UserRooms(user));
        var read = (await positions).ToDictionary(entry => (string)entry.Name!, entry => Parse(entry.Value), StringComparer.Ordinal);
        return [.. rooms.Select(room => ((string)room!, read.GetValueOrDefault((string)room!)))];
    }

    /// <summary>
    /// Returns every room that the user can be a member of: those in the list, and direct rooms that the user removed from it.
    /// </summary>
    public async Task<IReadOnlyList<string>> AllAsync(string user)
    {
        var shown = Database.HashKeysAsync(RedisKeys.UserRooms(user));
        var read = await Database.HashKeysAsync(RedisKeys.UserRead(user));
        return [.. (await shown).Union(read).Select(room => (string)room!)];
    }

    /// <summary>Moves the read position forward.</summary>
    /// <returns>False if it was already there or further on.</returns>
    public async Task<bool> MarkAsync(string user, string room, LogPosition read) =>
        (int)await Database.RunEvenIfFullAsync(MoveScript, [RedisKeys.UserRead(user)], [room, read.Epoch, read.Seq]) == 1;

    /// <summary>Returns the user's read position in a room; null if there is none.</summary>
    public async Task<LogPosition?> PositionAsync(string user, string room) =>
        Parse(await Database.HashGetAsync(RedisKeys.UserRead(user), room));

    /// <summary>
    /// Adds a room to the list of a new member, and sets the read position to <paramref name="head"/>: what was there before the user came
    /// is not unread. What the user already has stays.
    /// </summary>
    public Task BeginListedAsync(string user, string room, LogPosition head)
    {
        // In this order, so that a room with a read position is in the list even if this is interrupted.
        var listed = AddAsync(user, room);
        return Task.WhenAll(listed, BeginAsync(user, room, head));
    }

    /// <summary>Sets the read position of a new member, unless the user already has one in this room.</summary>
    public Task BeginAsync(string user, string room, LogPosition head) =>
        Database.WriteEvenIfFullAsync("HSETNX", RedisKeys.UserRead(user), room, Format(head));

    private static string Format(LogPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.Epoch} {position.Seq}");

    private static LogPosition? Parse(RedisValue value) =>
        (string?)value is { } text && text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space
        && long.TryParse(text.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new LogPosition(text[..space], seq)
            : null;
}

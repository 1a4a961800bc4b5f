using System.Globalization;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>The rooms that a user sees as theirs, and up to where they have read them; the same on all devices.</summary>
public sealed class UserRooms(IConnectionMultiplexer redis, TimeProvider time)
{
    private static readonly string MoveScript = RedisScript.Load("read-position-move");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Puts a room among the user's.</summary>
    /// <returns>Whether it was not.</returns>
    public Task<bool> AddAsync(string user, string room) =>
        Database.HashSetAsync(RedisKeys.UserRooms(user), room, time.GetUtcNow().ToUnixTimeMilliseconds(), When.NotExists);

    /// <summary>Takes a room from among the user's. Where they have read up to is kept.</summary>
    public Task HideAsync(string user, string room) => Database.HashDeleteAsync(RedisKeys.UserRooms(user), room);

    /// <summary>Takes a room from among the user's, for good.</summary>
    public Task RemoveAsync(string user, string room) =>
        Task.WhenAll(HideAsync(user, room), Database.HashDeleteAsync(RedisKeys.UserRead(user), room));

    /// <summary>Which of some rooms are the user's.</summary>
    public async Task<IReadOnlyList<bool>> ContainsAsync(string user, IReadOnlyList<string> rooms) => rooms.Count == 0
        ? []
        : [.. (await Database.HashGetAsync(RedisKeys.UserRooms(user), [.. rooms.Select(room => (RedisValue)room)])).Select(since => !since.IsNull)];

    /// <summary>The user's rooms, with the read positions of those that have one.</summary>
    public async Task<IReadOnlyList<(string Room, LogPosition? Read)>> ReadAsync(string user)
    {
        var positions = Database.HashGetAllAsync(RedisKeys.UserRead(user));
        var rooms = await Database.HashKeysAsync(RedisKeys.UserRooms(user));
        var read = (await positions).ToDictionary(entry => (string)entry.Name!, entry => Parse(entry.Value), StringComparer.Ordinal);
        return [.. rooms.Select(room => ((string)room!, read.GetValueOrDefault((string)room!)))];
    }

    /// <summary>Every room that the user can be a member of: the user's, and those of a few people that were put away.</summary>
    public async Task<IReadOnlyList<string>> AllAsync(string user)
    {
        var shown = Database.HashKeysAsync(RedisKeys.UserRooms(user));
        var read = await Database.HashKeysAsync(RedisKeys.UserRead(user));
        return [.. (await shown).Union(read).Select(room => (string)room!)];
    }

    /// <summary>Moves the read position forward.</summary>
    /// <returns>False when it was there, or further on.</returns>
    public async Task<bool> MarkAsync(string user, string room, LogPosition read) =>
        (int)await Database.ScriptEvaluateAsync(MoveScript, [RedisKeys.UserRead(user)], [room, read.Epoch, read.Seq]) == 1;

    /// <summary>
    /// Up to where the user has read. For who never said, that is <paramref name="head"/>, now and from now on: what was there before one came is no news.
    /// </summary>
    public async Task<long> ReadUpToAsync(string user, string room, LogPosition head)
    {
        var key = RedisKeys.UserRead(user);
        if (Parse(await Database.HashGetAsync(key, room)) is { } read)
        {
            return read.Epoch == head.Epoch ? Math.Min(read.Seq, head.Seq) : 0;
        }

        await Database.HashSetAsync(key, room, Format(head), When.NotExists);
        return head.Seq;
    }

    /// <summary>Where a new member begins to have unread messages, unless the user has a read position.</summary>
    public Task BeginAsync(string user, string room, LogPosition head) =>
        Database.HashSetAsync(RedisKeys.UserRead(user), room, Format(head), When.NotExists);

    private static string Format(LogPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.Epoch} {position.Seq}");

    private static LogPosition? Parse(RedisValue value) =>
        (string?)value is { } text && text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space
        && long.TryParse(text.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new LogPosition(text[..space], seq)
            : null;
}

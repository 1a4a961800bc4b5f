using System.Globalization;
using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>A user's rooms, with what is unread in each.</summary>
public sealed class MyRooms(IConnectionMultiplexer redis, UserRooms userRooms, RoomMembers members)
{
    private static readonly string DescribeScript = RedisScript.Load("room-describe");

    /// <summary>How many rooms are read at once.</summary>
    private const int Batch = 100;
    private const int MaxRooms = 1_000;

    /// <summary>
    /// Maximum number of events of a log that are examined for unread messages: in a room full of reactions and notices the count can be
    /// too low.
    /// </summary>
    private const int MaxExamined = 500;

    /// <summary>Returns the user's rooms, the one with the newest event first.</summary>
    /// <param name="user">The user's id and name.</param>
    /// <param name="room">Only this room; null = all.</param>
    public async Task<MyRoomsResult> ListAsync(EventAuthor user, string? room)
    {
        var mine = (await userRooms.ReadAsync(user.User)).Where(entry => room is null || entry.Room == room).ToList();
        List<MyRoom> found = [];
        foreach (var batch in (await NewestAsync(mine)).Chunk(Batch))
        {
            var described = await Task.WhenAll(batch.Select(entry => DescribeAsync(user, entry.Room, entry.Read)));
            found.AddRange(described.OfType<MyRoom>());
        }

        var sorted = found.OrderByDescending(entry => entry.LastAt ?? 0).ThenBy(entry => entry.Room, StringComparer.Ordinal);
        return new MyRoomsResult { Rooms = [.. sorted] };
    }

    /// <summary>Returns the rooms to list: if there are too many, those with the newest events.</summary>
    private async Task<IEnumerable<(string Room, LogPosition? Read)>> NewestAsync(List<(string Room, LogPosition? Read)> mine)
    {
        if (mine.Count <= MaxRooms)
        {
            return mine;
        }

        List<(string Room, LogPosition? Read, long At)> dated = [];
        foreach (var batch in mine.Chunk(Batch))
        {
            var times = await Task.WhenAll(batch.Select(entry => NewestAtAsync(entry.Room)));
            dated.AddRange(batch.Zip(times, (entry, at) => (entry.Room, entry.Read, at)));
        }

        return dated.OrderByDescending(entry => entry.At).ThenBy(entry => entry.Room, StringComparer.Ordinal).Take(MaxRooms)
            .Select(entry => (entry.Room, entry.Read));
    }

    /// <summary>Returns when the newest event of a room was accepted, in Unix milliseconds; 0 if it has none.</summary>
    private async Task<long> NewestAtAsync(string room) =>
        await redis.GetDatabase().SortedSetRangeByRankAsync(RedisKeys.Log(room), -1, -1) is [var newest]
            ? StoredEvent.Parse(newest).Decode().At
            : 0;

    private async Task<MyRoom?> DescribeAsync(EventAuthor user, string room, LogPosition? read)
    {
        RedisKey[] keys =
        [
            RedisKeys.Head(room), RedisKeys.Log(room), RedisKeys.Settings(room), RedisKeys.Members(room), RedisKeys.Roles(room),
        ];
        RedisValue[] values =
        [
            user.User,
            $"\"user\":\"{JsonEncodedText.Encode(user.User)}\"",
            MentionWindows.LengthFor(user.Name),
            read?.Epoch ?? "", read?.Seq ?? 0, MyRoom.MaxCounted, MaxExamined,
        ];
        var answer = (string[])(await redis.GetDatabase().ScriptEvaluateAsync(DescribeScript, keys, values))!;
        if (answer.Length == 1)
        {
            // The room was deleted, or removing the user from it was interrupted.
            await userRooms.RemoveAsync(user.User, room);
            return null;
        }

        var others = answer[10] == RoomKind.Direct ? await OthersAsync(user, room) : null;
        var last = Number(answer[6]);
        return new MyRoom
        {
            Room = room,
            Kind = answer[10],
            Title = others is not null ? TitleOf(others) : answer[12].Length > 0 ? answer[12] : null,
            Members = others,
            Topic = answer[7].Length > 0 ? answer[7] : null,
            Private = answer[8] == "1" ? true : null,
            Archived = answer[9] == "1" ? true : null,
            Role = answer[11] == RoomRole.Member ? null : answer[11],
            Epoch = answer[1],
            Head = Number(answer[2]),
            Read = Number(answer[3]),
            Unread = (int)Number(answer[4]),
            Mentions = MentionWindows.Count(answer[5], user.Name),
            LastAt = last > 0 ? last : null,
        };
    }

    /// <summary>Returns the title of a direct room: the names of the other members.</summary>
    public static string TitleOf(IEnumerable<RoomUser> others) => string.Join(", ", others.Select(other => other.Name));

    private async Task<IReadOnlyList<RoomUser>> OthersAsync(EventAuthor user, string room) =>
    [
        .. (await members.AllAsync(room)).Where(member => member.User != user.User)
            .OrderBy(member => member.Name, StringComparer.OrdinalIgnoreCase),
    ];

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

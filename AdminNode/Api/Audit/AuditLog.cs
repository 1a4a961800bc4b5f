using System.Globalization;
using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Api.Audit;

/// <summary>Who did what through the admin API: the newest 10,000 entries.</summary>
internal sealed class AuditLog(IConnectionMultiplexer redis, ClusterEvents events)
{
    /// <summary>Sorted set: the entries as JSON, score = their number.</summary>
    private const string Key = "chat:audit";

    private const int Length = 10_000;
    private const int Chunk = 500;

    // The number is given here, in Redis, so that a reader who has seen n has seen everything before n, whichever admin node wrote it.
    private const string AddScript = """
        local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
        local number = string.format('%.0f', (tonumber(last[2] or '0') or 0) + 1)
        redis.call('ZADD', KEYS[1], number, number .. ' ' .. ARGV[1])
        redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[2]))
        return number
        """;

    /// <summary>Adds an entry, and tells the event stream.</summary>
    /// <exception cref="RedisException">Redis does not answer.</exception>
    public async Task AddAsync(AuditEntry entry)
    {
        var database = redis.GetDatabase();
        var json = JsonSerializer.Serialize(entry, AuditJson.Default.AuditEntry);
        var number = (string)(await database.ScriptEvaluateAsync(AddScript, [Key], [json, Length]))!;
        events.Publish(new ClusterEvent { Kind = "action", Action = entry with { Id = Id(number) } });
    }

    /// <summary>The number of the newest entry, 0 without any.</summary>
    public async Task<long> LastAsync() =>
        await redis.GetDatabase().SortedSetRangeByRankWithScoresAsync(Key, -1, -1) is [var newest] ? (long)newest.Score : 0;

    /// <summary>The oldest entries after a number.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ReadAfterAsync(long after, int limit) =>
        [.. (await redis.GetDatabase().SortedSetRangeByScoreAsync(Key, after, exclude: Exclude.Start, take: limit)).Select(Parse)];

    /// <summary>A page, newest first.</summary>
    /// <param name="wanted">Which entries.</param>
    /// <param name="paging">Which page.</param>
    public async Task<Page<AuditEntry>> ReadAsync(Func<AuditEntry, bool> wanted, Paging paging)
    {
        var before = paging.Cursor is null ? double.PositiveInfinity
            : long.TryParse(paging.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw ApiException.BadRequest("cursor must be the next of the page before.");
        List<AuditEntry> found = [];
        while (found.Count <= paging.Size)
        {
            var chunk = await redis.GetDatabase().SortedSetRangeByScoreAsync(Key, 0, before, Exclude.Stop, Order.Descending, 0, Chunk);
            if (chunk is [])
            {
                return new Page<AuditEntry> { Items = found };
            }

            found.AddRange(chunk.Select(Parse).Where(wanted));
            before = Number(chunk[^1]);
        }

        return new Page<AuditEntry> { Items = found[..paging.Size], Next = found[paging.Size - 1].Id };
    }

    private static AuditEntry Parse(RedisValue stored)
    {
        var text = (string)stored!;
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return JsonSerializer.Deserialize(text.AsSpan(space + 1), AuditJson.Default.AuditEntry)! with { Id = Id(text[..space]) };
    }

    private static long Number(RedisValue stored) => long.Parse(((string)stored!).Split(' ', 2)[0], CultureInfo.InvariantCulture);

    /// <summary>As wide as any number, so that ids sort as text.</summary>
    private static string Id(string number) => number.PadLeft(12, '0');
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Audit;

/// <summary>Who did what through the admin API: the newest 10,000 entries.</summary>
public sealed class AuditLog(IConnectionMultiplexer redis, ClusterEvents events)
{
    private const int Length = 10_000;
    private const int Chunk = 500;

    private static readonly string AddScript = RedisScript.Load("audit-add");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Adds an entry, and publishes it to the event stream.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task AddAsync(AuditEntry entry)
    {
        var json = JsonSerializer.Serialize(entry, AuditJson.Default.AuditEntry);
        var number = (string)(await Database.RunEvenIfFullAsync(AddScript, [RedisKeys.Audit], [json, Length]))!;
        events.Publish(new ClusterEvent { Kind = "action", Action = entry with { Id = IdOf(number) } });
    }

    /// <summary>Returns the number of the newest entry, 0 if there is none.</summary>
    public async Task<long> LastAsync() =>
        await Database.SortedSetRangeByRankWithScoresAsync(RedisKeys.Audit, -1, -1) is [var newest] ? (long)newest.Score : 0;

    /// <summary>Returns the oldest entries after a number, each with its number.</summary>
    public async Task<IReadOnlyList<(long Number, AuditEntry Entry)>> ReadAfterAsync(long after, int limit)
    {
        var found = await Database.SortedSetRangeByScoreWithScoresAsync(RedisKeys.Audit, after, exclude: Exclude.Start, take: limit);
        return
        [
            .. found
                .Select(stored => (Number: (long)stored.Score, Entry: Parse(stored.Element)!))
                .Where(stored => stored.Entry is not null),
        ];
    }

    /// <summary>Returns a page, newest entries first.</summary>
    /// <param name="matches">Which entries.</param>
    /// <param name="size">Maximum number of entries.</param>
    /// <param name="cursor">The previous page's <c>Next</c>; null = the first page.</param>
    /// <exception cref="FormatException">The cursor is not valid.</exception>
    public async Task<Page<AuditEntry>> ReadAsync(Func<AuditEntry, bool> matches, int size, string? cursor)
    {
        var before = cursor is null ? double.PositiveInfinity
            : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FormatException("'cursor' is not the 'next' of a previous page.");
        List<AuditEntry> found = [];
        while (found.Count <= size)
        {
            var chunk = await Database.SortedSetRangeByScoreWithScoresAsync(
                RedisKeys.Audit, 0, before, Exclude.Stop, Order.Descending, 0, Chunk);
            if (chunk is [])
            {
                return new Page<AuditEntry> { Items = found };
            }

            found.AddRange(chunk.Select(stored => Parse(stored.Element)).OfType<AuditEntry>().Where(matches));
            before = chunk[^1].Score;
        }

        return new Page<AuditEntry> { Items = found[..size], Next = found[size - 1].Id };
    }

    /// <summary>Returns null for what <see cref="AddAsync"/> did not write.</summary>
    private static AuditEntry? Parse(RedisValue stored)
    {
        var text = (string)stored!;
        var space = Math.Max(0, text.IndexOf(' ', StringComparison.Ordinal));
        try
        {
            return JsonSerializer.Deserialize(text.AsSpan(space), AuditJson.Default.AuditEntry) is { } entry
                ? entry with { Id = IdOf(text[..space]) }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Padded, so that ids sort as text.</summary>
    private static string IdOf(string number) => number.PadLeft(12, '0');
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class AuditJson : JsonSerializerContext;

using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Nodes;

/// <summary>The cluster's statistics of the last day, one sample per minute.</summary>
public sealed class StatisticsArchive(IConnectionMultiplexer redis)
{
    private const long Minute = 60_000;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Adds the sample of a minute, and removes what is older than a day.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task AddAsync(ClusterStatistics sample)
    {
        var minute = sample.At / Minute;
        var json = JsonSerializer.Serialize(sample, AdminJson.Default.ClusterStatistics);
        await Task.WhenAll(
            Database.WriteEvenIfFullAsync("ZADD", RedisKeys.Statistics, minute, json),
            Database.SortedSetRemoveRangeByScoreAsync(
                RedisKeys.Statistics, double.NegativeInfinity, minute - StatisticsHistory.MaxMinutes));
    }

    /// <summary>Returns the samples of the minutes from one time to another, oldest first.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<IReadOnlyList<ClusterStatistics>> ReadAsync(long from, long to)
    {
        var stored = await Database.SortedSetRangeByScoreAsync(RedisKeys.Statistics, from / Minute, to / Minute);

        // Several admin nodes add a sample each.
        return [.. stored.Select(Parse).OfType<ClusterStatistics>().DistinctBy(sample => sample.At / Minute)];
    }

    private static ClusterStatistics? Parse(RedisValue stored)
    {
        try
        {
            // Reflection, as in the admin API: generated code overwrites an init-only property that the JSON does not contain.
            return JsonSerializer.Deserialize<ClusterStatistics>((string)stored!, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

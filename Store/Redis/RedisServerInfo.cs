using System.Diagnostics;
using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>What a Redis server reports about itself (https://redis.io/docs/latest/commands/info/).</summary>
/// <param name="Address">Its address.</param>
/// <param name="Answer">How long it took to answer; null if it did not.</param>
/// <param name="Version">Its version.</param>
/// <param name="Uptime">How long it has been running.</param>
/// <param name="UsedMemory">The memory it uses, in bytes.</param>
/// <param name="MaxMemory">The memory it may use, in bytes; null if there is no limit.</param>
public sealed record RedisServerInfo(
    string Address, TimeSpan? Answer, string? Version = null, TimeSpan? Uptime = null, long? UsedMemory = null, long? MaxMemory = null)
{
    /// <summary>Whether it has reached its limit, and refuses what needs memory (see <see cref="FullRedis"/>).</summary>
    public bool IsFull { get; init; }

    // In a script: the library sends INFO itself only on connections that may also change the server's settings.
    // Garnet takes milliseconds to report its memory, and has none of the values that are read here.
    private const string Info = """
        local server = redis.call('INFO', 'server')
        return string.find(server, 'garnet_version', 1, true) and server or server .. redis.call('INFO', 'memory')
        """;

    /// <summary>Asks every server that takes writes.</summary>
    public static async Task<IReadOnlyList<RedisServerInfo>> ReadAsync(IConnectionMultiplexer redis) =>
        await Task.WhenAll(redis.GetServers().Where(server => !server.IsReplica).Select(ReadAsync));

    private static async Task<RedisServerInfo> ReadAsync(IServer server)
    {
        var address = server.EndPoint is DnsEndPoint named ? $"{named.Host}:{named.Port}" : server.EndPoint.ToString() ?? "";
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (!server.IsConnected)
            {
                return new RedisServerInfo(address, null);
            }

            await server.PingAsync();
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            return new RedisServerInfo(address, null);
        }

        var answer = Stopwatch.GetElapsedTime(started);
        try
        {
            var values = ((string?)await server.ExecuteAsync("EVAL", Info, 0) ?? "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
                .DistinctBy(parts => parts[0]).ToDictionary(parts => parts[0], parts => parts[1]);
            return new RedisServerInfo(
                address, answer, values.GetValueOrDefault("redis_version"),
                Number("uptime_in_seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Number("used_memory"), Number("maxmemory") is > 0 and var max ? max : null)
            {
                IsFull = Number("maxmemory") is > 0 and var limit && values.GetValueOrDefault("maxmemory_policy") == "noeviction"
                    && Number("used_memory") - (Number("mem_not_counted_for_evict") ?? 0) > limit,
            };

            long? Number(string name) =>
                long.TryParse(values.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : null;
        }
        catch (Exception refused) when (refused is RedisException or TimeoutException)
        {
            // Its user may not be allowed to ask.
            return new RedisServerInfo(address, answer);
        }
    }
}

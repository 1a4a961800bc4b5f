using StackExchange.Redis;

namespace AspireChat.LocalCluster.Redis;

/// <summary>The Redis that <c>--redis</c> names.</summary>
internal static class RealRedis
{
    /// <summary>Makes sure that it is there and lets us in. Its version.</summary>
    /// <exception cref="CannotStartException">It is not, or does not.</exception>
    public static async Task<Version> CheckAsync(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        var address = connectionString.Split(',')[0];
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = 3_000;
        try
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync(options);
            await redis.GetDatabase().PingAsync();
            return redis.GetServer(redis.GetEndPoints()[0]).Version;
        }
        catch (Exception refused) when (refused is RedisException && Says(refused, "NOAUTH", "WRONGPASS", "AuthenticationFailure", "invalid password"))
        {
            throw new CannotStartException($"The Redis at {address} refuses the password; give it as --redis {address},password=…");
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            throw new CannotStartException($"No Redis answers at {address}; start one there, or leave --redis out to use the embedded one.");
        }
    }

    private static bool Says(Exception exception, params string[] words) =>
        Array.Exists(words, word => exception.ToString().Contains(word, StringComparison.OrdinalIgnoreCase));
}

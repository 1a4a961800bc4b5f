using StackExchange.Redis;

namespace AspireChat.LocalCluster.Redis;

/// <summary>The Redis that <c>--redis</c> names, and a watch over it.</summary>
internal sealed class RealRedis : IDisposable
{
    private readonly ConnectionMultiplexer _connection;
    private readonly string _address;
    private readonly Action<string> _say;
    private bool _isAway;

    private RealRedis(ConnectionMultiplexer connection, string address, Action<string> say)
    {
        (_connection, _address, _say) = (connection, address, say);
        connection.ConnectionFailed += OnFailed;
        connection.ConnectionRestored += OnRestored;
    }

    public Version Version => _connection.GetServer(_connection.GetEndPoints()[0]).Version;

    /// <summary>Makes sure that it is there and lets us in, and watches it from then on.</summary>
    /// <param name="connectionString">As <c>HOST:PORT[,password=…]</c>.</param>
    /// <param name="say">Told when it goes away, and when it is back.</param>
    /// <exception cref="CannotStartException">It is not there, or does not let us in.</exception>
    public static async Task<RealRedis> ConnectAsync(string connectionString, Action<string> say)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        var address = connectionString.Split(',')[0];
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = 3_000;
        try
        {
            var connection = await ConnectionMultiplexer.ConnectAsync(options);
            await connection.GetDatabase().PingAsync();
            return new RealRedis(connection, address, say);
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

    public void Dispose()
    {
        _connection.ConnectionFailed -= OnFailed;
        _connection.ConnectionRestored -= OnRestored;
        _connection.Dispose();
    }

    // Both are raised for each of two connections, and the first with every attempt that fails; one line is enough.
    private void OnFailed(object? sender, ConnectionFailedEventArgs failed)
    {
        if (!Interlocked.Exchange(ref _isAway, true))
        {
            _say($"The Redis at {_address} does not answer; start it again. Until then nobody can send, and the page keeps what is written.");
        }
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        if (restored.ConnectionType == ConnectionType.Interactive && Interlocked.Exchange(ref _isAway, false))
        {
            _say($"The Redis at {_address} answers again.");
        }
    }

    private static bool Says(Exception exception, params string[] words) =>
        Array.Exists(words, word => exception.ToString().Contains(word, StringComparison.OrdinalIgnoreCase));
}

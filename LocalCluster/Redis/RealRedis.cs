using StackExchange.Redis;

namespace AspireChat.LocalCluster.Redis;

/// <summary>The Redis given with <c>--redis</c>, and a watch over it.</summary>
internal sealed class RealRedis : IDisposable
{
    private readonly ConnectionMultiplexer _connection;
    private readonly string _address;
    private readonly Action<string> _say;
    private bool _isUnreachable;

    private RealRedis(ConnectionMultiplexer connection, string address, Action<string> say)
    {
        (_connection, _address, _say) = (connection, address, say);
        connection.ConnectionFailed += OnFailed;
        connection.ConnectionRestored += OnRestored;
    }

    public Version Version => _connection.GetServers().First(server => server.IsConnected).Version;

    /// <summary>Connects, and reports from then on when it stops answering.</summary>
    /// <param name="connectionString">As <c>HOST:PORT[,password=…]</c>.</param>
    /// <param name="say">Called when it stops answering, and when it answers again.</param>
    /// <exception cref="CannotStartException">It does not answer, refuses the password, or is not supported.</exception>
    public static async Task<RealRedis> ConnectAsync(string connectionString, Action<string> say)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        var address = string.Join(',', connectionString.Split(',').Where(part => !part.Contains('=', StringComparison.Ordinal)));
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = 3_000;
        try
        {
            var connection = await ConnectionMultiplexer.ConnectAsync(options);
            await connection.GetDatabase().PingAsync();
            if (ProblemOf(connection, options) is { } problem)
            {
                await connection.DisposeAsync();
                throw new CannotStartException(problem);
            }

            return new RealRedis(connection, address, say);
        }
        catch (RedisException refused) when (IsAboutPassword(refused))
        {
            throw new CannotStartException($"The Redis at {address} refuses the password; give it as --redis {address},password=…");
        }
        catch (Exception unreachable) when (unreachable is RedisException or TimeoutException)
        {
            throw new CannotStartException($"No Redis answers at {address}; start one there, or omit --redis to use the embedded one.");
        }
    }

    public void Dispose()
    {
        _connection.ConnectionFailed -= OnFailed;
        _connection.ConnectionRestored -= OnRestored;
        _connection.Dispose();
    }

    // Both events come for each of two connections, and the first at every failed attempt; one line is enough.
    private void OnFailed(object? sender, ConnectionFailedEventArgs failed)
    {
        if (!Interlocked.Exchange(ref _isUnreachable, true))
        {
            _say($"The Redis at {_address} does not answer; start it again. Until then nobody can send; the page keeps unsent messages.");
        }
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        if (restored.ConnectionType == ConnectionType.Interactive && Interlocked.Exchange(ref _isUnreachable, false))
        {
            _say($"The Redis at {_address} answers again.");
        }
    }

    /// <summary>The same rule as that of the programs, which would refuse to start one by one.</summary>
    private static string? ProblemOf(ConnectionMultiplexer connection, ConfigurationOptions options)
    {
        var kinds = connection.GetServers().Where(server => server.IsConnected).Select(server => server.ServerType).ToList();
        return !string.IsNullOrEmpty(options.ServiceName) || kinds.Contains(ServerType.Sentinel)
            ? "--redis names a Redis Sentinel, which is not supported; name one Redis, or a Redis Cluster."
            : kinds.Contains(ServerType.Standalone) && options.EndPoints.Count > 1
                ? "--redis names several addresses that are no Redis Cluster, which is not supported; name one Redis, or a Redis Cluster."
                : null;
    }

    private static bool IsAboutPassword(RedisException problem)
    {
        var text = problem.ToString();
        string[] signs = ["NOAUTH", "WRONGPASS", "AuthenticationFailure", "invalid password"];
        return Array.Exists(signs, sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase));
    }
}

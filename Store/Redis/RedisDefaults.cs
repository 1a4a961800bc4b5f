using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>The settings that every process needs for its connection to Redis. Pass them to whatever creates the connection.</summary>
public static class RedisDefaults
{
    /// <summary>Sets what the cluster relies on; everything else stays unchanged.</summary>
    public static void Apply(ConfigurationOptions options)
    {
        // A node starts, and stays up, without Redis: it reports itself as not ready and keeps trying.
        options.AbortOnConnectFail = false;

        // A command that cannot be sent fails now, so that its sender gets `unavailable` rather than waiting in a backlog.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ConnectTimeout = 2_000;
        options.AsyncTimeout = 5_000;
        options.SyncTimeout = 5_000;

        // Notices a half-open connection within seconds; TCP alone may take minutes.
        options.HeartbeatInterval = TimeSpan.FromSeconds(1);
        options.KeepAlive = 5;

        // The client library logs several lines for every attempt while Redis is away. The health check reports it once, with how to fix
        // it.
        options.LoggerFactory = NullLoggerFactory.Instance;
    }
}

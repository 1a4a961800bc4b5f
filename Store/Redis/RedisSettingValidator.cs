using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>Stands for the connection string, so that it is validated at the start.</summary>
public sealed class RedisSetting;

/// <summary>
/// Accepts one Redis, or a Redis Cluster with any number of addresses. With Sentinel, or the addresses of a primary and its replicas, the
/// client library may write to an old primary that comes back, and what it acknowledged is lost when it becomes a replica.
/// </summary>
public sealed class RedisSettingValidator(IConfiguration configuration, IServiceProvider services) : IValidateOptions<RedisSetting>
{
    private const string Setting = "ConnectionStrings:redis";

    internal const string Missing = $"{Setting} is not set; set it (environment: ConnectionStrings__redis) to HOST:PORT[,password=…].";

    private const string Sentinel =
        $"{Setting} names a Redis Sentinel, which is not supported: a failover could lose acknowledged messages; "
        + "set it to one Redis, or to a Redis Cluster.";

    private const string Several =
        $"{Setting} names several addresses that are not a Redis Cluster, which is not supported: a failover could lose acknowledged "
        + "messages; set it to one Redis, or to a Redis Cluster.";

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, RedisSetting options)
    {
        var connectionString = configuration.GetConnectionString("redis");
        var problem = string.IsNullOrWhiteSpace(connectionString) ? Missing
            : !string.IsNullOrEmpty(ConfigurationOptions.Parse(connectionString).ServiceName) ? Sentinel
            : services.GetService<IConnectionMultiplexer>() is { } redis ? ProblemOf(redis)
            : null;
        return problem is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problem);
    }

    /// <summary>Returns whether a server has been reached, so that it is known what the addresses are.</summary>
    public static bool IsKnown(IConnectionMultiplexer redis) => redis.GetServers().Any(server => server.IsConnected);

    /// <summary>Returns why what the addresses are is not supported; null if it is supported or not known.</summary>
    public static string? ProblemOf(IConnectionMultiplexer redis)
    {
        var kinds = redis.GetServers().Where(server => server.IsConnected).Select(server => server.ServerType).ToList();
        return kinds.Contains(ServerType.Sentinel) ? Sentinel
            : kinds.Contains(ServerType.Standalone) && redis.GetEndPoints(configuredOnly: true).Length > 1 ? Several
            : null;
    }
}

/// <summary>Stops a process that could not reach Redis when it started, if it turns out that the addresses are not supported.</summary>
internal sealed partial class RedisSettingWatch(
    IConnectionMultiplexer redis, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<RedisSettingWatch> logger)
    : BackgroundService
{
    private const int CannotStart = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (!RedisSettingValidator.IsKnown(redis) && await timer.WaitForNextTickAsync(stoppingToken))
        {
        }

        if (RedisSettingValidator.ProblemOf(redis) is { } problem)
        {
            LogStopping(problem);
            Environment.ExitCode = CannotStart;
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(1, LogLevel.Critical, "Stopping: {Problem}")]
    private partial void LogStopping(string problem);
}

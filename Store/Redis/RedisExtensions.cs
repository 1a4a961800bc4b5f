using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>The connection to Redis.</summary>
public static class RedisExtensions
{
    private const string Name = "redis";

    private const string Missing =
        "ConnectionStrings:redis is not set; set it (environment: ConnectionStrings__redis) to HOST:PORT[,password=…].";

    /// <summary>
    /// Adds an <see cref="IConnectionMultiplexer"/> from the connection string named <c>redis</c>, with Aspire's client integration, the
    /// same way for every process.
    /// </summary>
    public static void AddChatRedis(this IHostApplicationBuilder builder)
    {
        builder.Services.RequireConnectionString();

        // The programs' own checks say more about Redis, and AddServiceDefaults traces it.
        builder.AddRedisClient(
            Name,
            redis =>
            {
                redis.DisableHealthChecks = true;
                redis.DisableTracing = true;
            },
            RedisDefaults.Apply);
    }

    /// <summary>Makes another connection, whose channels have a prefix of their own.</summary>
    /// <param name="configuration">The program's configuration, with the connection string named <c>redis</c>.</param>
    /// <param name="channelPrefix">The prefix.</param>
    public static async Task<IConnectionMultiplexer> ConnectAsync(IConfiguration configuration, string channelPrefix)
    {
        var options = ConfigurationOptions.Parse(configuration.GetConnectionString(Name) ?? throw new InvalidOperationException(Missing));
        RedisDefaults.Apply(options);
        options.ChannelPrefix = RedisChannel.Literal(channelPrefix);
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    /// <summary>Makes the validation at the start fail if there is no connection string named <c>redis</c>.</summary>
    internal static void RequireConnectionString(this IServiceCollection services) => services.AddOptions<RedisSetting>()
        .Validate<IConfiguration>((_, configuration) => !string.IsNullOrWhiteSpace(configuration.GetConnectionString(Name)), Missing)
        .ValidateOnStart();

    private sealed class RedisSetting;
}

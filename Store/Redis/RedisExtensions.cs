using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>The connection to Redis.</summary>
public static class RedisExtensions
{
    private const string Name = "redis";

    /// <summary>
    /// Adds an <see cref="IConnectionMultiplexer"/> from the connection string named <c>redis</c>, with Aspire's client integration, the
    /// same way for every process. The start fails if there is no such connection string, or if it names what is not supported (see
    /// <see cref="RedisSettingValidator"/>).
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
        var options = ConfigurationOptions.Parse(
            configuration.GetConnectionString(Name) ?? throw new InvalidOperationException(RedisSettingValidator.Missing));
        RedisDefaults.Apply(options);
        options.ChannelPrefix = RedisChannel.Literal(channelPrefix);
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    /// <summary>Validates the connection string named <c>redis</c> at the start.</summary>
    internal static void RequireConnectionString(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisSetting>, RedisSettingValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RedisSettingWatch>());
        services.AddOptions<RedisSetting>().ValidateOnStart();
    }
}

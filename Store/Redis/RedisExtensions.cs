using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>The connection to Redis.</summary>
public static class RedisExtensions
{
    private const string Missing =
        "ConnectionStrings:redis is not set; set it (environment: ConnectionStrings__redis) to HOST:PORT[,password=…].";

    /// <summary>
    /// Adds an <see cref="IConnectionMultiplexer"/> from the connection string named <c>redis</c>, the same way for every process. Creating
    /// it throws an <see cref="OptionsValidationException"/> if there is no such connection string.
    /// </summary>
    public static void AddChatRedis(this IHostApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("redis");
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ =>
        {
            if (string.IsNullOrWhiteSpace(connectionString))
            {
                throw new OptionsValidationException("redis", typeof(ConfigurationOptions), [Missing]);
            }

            var options = ConfigurationOptions.Parse(connectionString);
            RedisDefaults.Apply(options);
            return ConnectionMultiplexer.Connect(options);
        });
    }

    /// <summary>Makes the validation at the start fail if there is no connection string named <c>redis</c>.</summary>
    internal static void RequireConnectionString(this IServiceCollection services) => services.AddOptions<RedisSetting>()
        .Validate<IConfiguration>((_, configuration) => !string.IsNullOrWhiteSpace(configuration.GetConnectionString("redis")), Missing)
        .ValidateOnStart();

    private sealed class RedisSetting;
}

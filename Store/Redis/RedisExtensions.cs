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
    /// <summary>
    /// Adds an <see cref="IConnectionMultiplexer"/> from the connection string named <c>redis</c>, for hosts that do not use Aspire's
    /// client integration. The start fails if there is no such connection string, or if it names what is not supported (see
    /// <see cref="RedisSettingValidator"/>).
    /// </summary>
    public static void AddChatRedis(this IHostApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("redis");
        builder.Services.RequireConnectionString();
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ =>
        {
            if (string.IsNullOrWhiteSpace(connectionString))
            {
                throw new OptionsValidationException("redis", typeof(ConfigurationOptions), [RedisSettingValidator.Missing]);
            }

            var options = ConfigurationOptions.Parse(connectionString);
            RedisDefaults.Apply(options);
            return ConnectionMultiplexer.Connect(options);
        });
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

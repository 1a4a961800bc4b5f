using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>The connection to Redis, for hosts that do not use Aspire's client integration.</summary>
public static class RedisExtensions
{
    /// <summary>Adds an <see cref="IConnectionMultiplexer"/> from the connection string named <c>redis</c>.</summary>
    /// <exception cref="OptionsValidationException">There is no such connection string.</exception>
    public static void AddChatRedis(this IHostApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("redis");
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ =>
        {
            if (string.IsNullOrWhiteSpace(connectionString))
            {
                throw new OptionsValidationException("redis", typeof(ConfigurationOptions),
                    ["ConnectionStrings:redis is not set; set it (environment: ConnectionStrings__redis) to HOST:PORT[,password=…]."]);
            }

            var options = ConfigurationOptions.Parse(connectionString);
            RedisDefaults.Apply(options);
            return ConnectionMultiplexer.Connect(options);
        });
    }
}

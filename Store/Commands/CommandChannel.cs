using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Commands;

/// <summary>
/// The signed messages between the admin node and the nodes: commands on one channel for all nodes, answers on a channel for each command.
/// </summary>
public sealed class CommandChannel(IConnectionMultiplexer redis, CommandKey key, TimeProvider time)
{
    /// <summary>Receives the commands from now on, on a node. Retries until Redis is there.</summary>
    /// <param name="receive">Called with each message as it came; see <see cref="OpenCommand"/>.</param>
    /// <param name="cancellationToken">Stops retrying.</param>
    public Task ListenAsync(Action<string> receive, CancellationToken cancellationToken) => redis.GetSubscriber()
        .SubscribeWithRetryAsync(RedisKeys.Commands, message => receive(message.ToString()), time, cancellationToken);

    /// <summary>Returns the JSON of a command; null if it does not have the cluster's signature.</summary>
    public string? OpenCommand(string message) => key.Open(RedisKeys.Commands, message);

    /// <summary>Publishes a node's answer.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task ReplyAsync(string command, string json) => PublishAsync(RedisKeys.Replies(command), json);

    /// <summary>Publishes a command, and receives the answers until the exchange is disposed of.</summary>
    /// <param name="command">Its id.</param>
    /// <param name="json">The command.</param>
    /// <param name="receive">Called with the JSON of each answer; with null for one that does not have the cluster's signature.</param>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<IAsyncDisposable> SendAsync(string command, string json, Action<string?> receive)
    {
        var channel = RedisKeys.Replies(command);
        var subscriber = redis.GetSubscriber();
        var exchange = new Exchange(
            subscriber, RedisChannel.Literal(channel),
            (_, message) => receive(key.Open(channel, message.ToString())));
        try
        {
            await subscriber.SubscribeAsync(exchange.Channel, exchange.Receive);
            await PublishAsync(RedisKeys.Commands, json);
            return exchange;
        }
        catch
        {
            await exchange.DisposeAsync();
            throw;
        }
    }

    private Task<long> PublishAsync(string channel, string json) =>
        redis.GetSubscriber().PublishAsync(RedisChannel.Literal(channel), key.Sign(channel, json));

    private sealed record Exchange(ISubscriber Subscriber, RedisChannel Channel, Action<RedisChannel, RedisValue> Receive)
        : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Subscriber.UnsubscribeAsync(Channel, Receive, CommandFlags.FireAndForget);
    }
}

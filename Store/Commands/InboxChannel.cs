using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Commands;

/// <summary>The messages of outside systems, and the answers to them. Both are signed with the admin key, by the caller.</summary>
public sealed class InboxChannel(IConnectionMultiplexer redis)
{
    /// <summary>Receives messages from now on; the client library restores it after an outage.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task ListenAsync(Action<string> receive) => redis.GetSubscriber()
        .SubscribeAsync(RedisChannel.Literal(RedisKeys.Inbox), (_, message) => receive(message.ToString()));

    /// <summary>Publishes an answer.</summary>
    /// <param name="id">The id of the message that it answers.</param>
    /// <param name="message">The answer, signed.</param>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task ReplyAsync(string id, string message) =>
        redis.GetSubscriber().PublishAsync(RedisChannel.Literal(RedisKeys.Replies(id)), message);
}

using System.Text.Json;
using AspireChat.ChatNode.Delivery;
using AspireChat.Store.Redis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Rooms;

/// <summary>
/// Receives the notices of all nodes and passes them to the users who are connected here. One subscription serves all users, so that a
/// client that connects does not wait for Redis: one server of a Redis Cluster that hangs would otherwise close the connections of users
/// whose rooms are on healthy servers.
/// </summary>
internal sealed partial class NoticeListener(
    IConnectionMultiplexer redis, OpenConnections connections, TimeProvider time, ILogger<NoticeListener> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        redis.GetSubscriber().SubscribeWithRetryAsync(RedisKeys.Notices, Receive, time, stoppingToken);

    private void Receive(RedisValue message)
    {
        try
        {
            if (JsonSerializer.Deserialize((string?)message ?? "", NoticeJson.Default.AddressedNotice) is { Users: { } users } addressed)
            {
                foreach (var connection in users.SelectMany(connections.Of))
                {
                    connection.Notify(addressed.Notice);
                }
            }
        }
        catch (JsonException wrong)
        {
            LogNotANotice(RedisKeys.Notices, wrong.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A message on {Channel} is not a notice: {Reason}")]
    private partial void LogNotANotice(string channel, string reason);
}

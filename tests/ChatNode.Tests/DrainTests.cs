using System.Collections.Concurrent;
using AspireChat.ChatNode.AdminModule;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR.Client;

namespace AspireChat.ChatNode.Tests;

/// <summary>A draining node asks its clients to connect elsewhere.</summary>
public sealed class DrainTests(RedisStore store) : IClassFixture<RedisStore>
{
    [Fact]
    public async Task Clients_that_connect_during_a_drain_are_asked_to_reconnect_too_and_each_is_asked_once()
    {
        await using var node = await Node.StartAsync(
            "chatnode-1",
            store.ConnectionString,
            new Dictionary<string, string?> { ["Chat:Node:DrainNotice"] = "00:00:00", ["Chat:Node:DrainSpread"] = "00:00:07" });
        var drain = node.Services.GetRequiredService<Drain>();
        ConcurrentQueue<(string User, ReconnectRequest Request)> asked = new();
        await using var alice = await ConnectAsync("alice");
        drain.Begin();
        await AskedAsync("alice");
        await using var bob = await ConnectAsync("bob");
        await AskedAsync("bob");
        await using var carol = await ConnectAsync("carol");
        await AskedAsync("carol");
        Assert.Equal(["alice", "bob", "carol"], asked.Select(one => one.User));
        Assert.All(asked, one => Assert.Equal(("draining", 7_000), (one.Request.Reason, one.Request.WithinMs)));

        async Task<HubConnection> ConnectAsync(string user)
        {
            var connection = node.NewConnection(user);
            connection.On<ReconnectRequest>(nameof(IChatClient.Reconnect), request => asked.Enqueue((user, request)));
            await connection.StartAsync();
            return connection;
        }

        Task AskedAsync(string user) =>
            Eventually.TrueAsync(() => asked.Any(one => one.User == user), $"{user} is asked to reconnect");
    }
}

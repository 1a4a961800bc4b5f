using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Store.Redis;

namespace AspireChat.ChatNode.Tests;

/// <summary>What runs in a node's background must not end the node: a background service that fails ends its process.</summary>
public sealed class BackgroundTests
{
    [Fact]
    public async Task A_closed_room_can_be_asked_to_resync()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        var rooms = node.Services.GetRequiredService<OpenRooms>();
        await using var alice = await node.ConnectAsync("alice");
        await alice.JoinAsync("closing");
        var room = Assert.Single(rooms.Open);
        await alice.Connection.StopAsync();
        await Eventually.TrueAsync(() => rooms.Open.Count == 0, "the room is closed");

        // As the watch does, who holds the rooms that were open a moment ago.
        room.Feed.Resync();
    }

    [Fact]
    public async Task An_unreadable_report_of_one_node_does_not_stop_the_others()
    {
        const string stranger = "chatnode-9~0000";
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        var database = node.Redis.GetDatabase();
        await database.StringSetAsync(RedisKeys.Node(stranger), "not a report", TimeSpan.FromSeconds(2));
        await database.SetAddAsync(RedisKeys.Nodes, stranger);

        // When its lease is over the node takes it out: it looked all the time, and goes on.
        await Eventually.TrueAsync(
            async () => !await database.SetContainsAsync(RedisKeys.Nodes, stranger), "the unreadable node is taken out");
        await using var alice = await node.ConnectAsync("alice");
        await alice.JoinAsync("a-room");
    }
}

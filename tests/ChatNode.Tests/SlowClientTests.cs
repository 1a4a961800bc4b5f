using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;

namespace AspireChat.ChatNode.Tests;

/// <summary>A client that does not read delays nobody.</summary>
public sealed class SlowClientTests(RedisStore store) : IClassFixture<RedisStore>
{
    private const int Messages = 1_500;
    private static readonly string Text = new('x', 4_000);

    [Fact]
    public async Task A_client_that_stops_reading_delays_nobody_and_catches_up_when_it_reads_again()
    {
        await using var node = await Node.StartAsync(
            "chatnode-1", store.ConnectionString, new Dictionary<string, string?> { ["Chat:Rooms:BehindLimit"] = "00:10:00" });
        using var behind = new CounterReading(node, "chat.connections.behind");
        var room = $"room-{Guid.NewGuid():N}";
        await using var alice = await node.ConnectAsync("alice");
        var joined = await alice.JoinAsync(room);
        await using var stuck = await StuckClient.JoinAsync(node.Url, node.Token("stuck"), room);
        await Eventually.TrueAsync(() => alice.Events.Any(e => e is { Kind: EventKind.Join, User: "stuck" }), "the stuck client's join");
        await SendAsync(alice, room);

        // The stuck client has read nothing at all, and Alice has everything.
        await Eventually.TrueAsync(() => alice.Texts.Count == Messages, "all messages for the client that reads");

        await Eventually.TrueAsync(() => behind.Value > 0, "the stuck client counts as behind");
        var seqs = new List<long>();
        var head = alice.Events[^1].Seq;
        var ended = await stuck.ReadAsync(seqs, () => seqs.Count > 0 && seqs[^1] >= head);
        Assert.False(ended);
        Assert.Equal(Enumerable.Range(0, seqs.Count).Select(i => seqs[0] + i), seqs);
        Assert.InRange(seqs[0], joined.Head, joined.Head + 2);
        Assert.True(seqs.Count >= Messages);
    }

    [Fact]
    public async Task A_client_that_never_reads_again_is_aborted()
    {
        // Longer than SignalR's own limit for a write, which must not come first.
        await using var node = await Node.StartAsync(
            "chatnode-1", store.ConnectionString, new Dictionary<string, string?> { ["Chat:Rooms:BehindLimit"] = "00:00:12" });
        using var cut = new CounterReading(node, "chat.connections.cut");
        var room = $"room-{Guid.NewGuid():N}";
        await using var alice = await node.ConnectAsync("alice");
        await alice.JoinAsync(room);
        await using var stuck = await StuckClient.JoinAsync(node.Url, node.Token("stuck"), room);
        await Eventually.TrueAsync(() => alice.Events.Any(e => e is { Kind: EventKind.Join, User: "stuck" }), "the stuck client's join");
        await SendAsync(alice, room);
        await Eventually.TrueAsync(
            () => alice.Batches.SelectMany(batch => batch.Events).Any(e => e.Offline?.Contains("stuck") == true),
            "the stuck client going offline");
        Assert.Equal(1, cut.Value);
        await Eventually.TrueAsync(() => alice.Texts.Count == Messages, "all messages for the client that reads");
    }

    [Fact]
    public async Task A_frame_that_starts_after_a_clients_position_is_not_delivered_before_the_events_in_between()
    {
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        var room = $"room-{Guid.NewGuid():N}";
        await using var alice = await node.ConnectAsync("alice");
        await alice.JoinAsync(room);
        var first = await alice.SendAsync(room, "one");
        await alice.SendAsync(room, "two");
        await alice.SendAsync(room, "three");
        await Eventually.TrueAsync(() => alice.Texts.Count == 3, "three messages");

        // As if the pump had begun its next frame before the connection had the last two.
        var client = node.Services.GetRequiredService<OpenConnections>().All.Single();
        lock (client.StateLock)
        {
            var place = client.Rooms[room];
            place.Position = place.Position with { Seq = first.Seq };
        }

        await alice.SendAsync(room, "four");
        await Eventually.TrueAsync(() => alice.Texts.Contains("four"), "the next message");
        Assert.Equal(["one", "two", "three", "two", "three", "four"], alice.Texts);
    }

    private static async Task SendAsync(TestClient client, string room)
    {
        for (var i = 0; i < Messages; i++)
        {
            await client.SendAsync(room, Text);
        }
    }
}

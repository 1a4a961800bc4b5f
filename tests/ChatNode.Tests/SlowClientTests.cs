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
        await using var node = await Node.StartAsync(
            "chatnode-1", store.ConnectionString, new Dictionary<string, string?> { ["Chat:Rooms:BehindLimit"] = "00:00:01" });
        var room = $"room-{Guid.NewGuid():N}";
        await using var alice = await node.ConnectAsync("alice");
        await alice.JoinAsync(room);
        await using var stuck = await StuckClient.JoinAsync(node.Url, node.Token("stuck"), room);
        await Eventually.TrueAsync(() => alice.Events.Any(e => e is { Kind: EventKind.Join, User: "stuck" }), "the stuck client's join");
        await SendAsync(alice, room);
        await Eventually.TrueAsync(
            () => alice.Batches.SelectMany(batch => batch.Events).Any(e => e.Offline?.Contains("stuck") == true),
            "the stuck client going offline");
        await Eventually.TrueAsync(() => alice.Texts.Count == Messages, "all messages for the client that reads");
    }

    private static async Task SendAsync(TestClient client, string room)
    {
        for (var i = 0; i < Messages; i++)
        {
            await client.SendAsync(room, Text);
        }
    }
}

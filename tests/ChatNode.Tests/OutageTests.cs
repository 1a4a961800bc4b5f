using System.Collections.Concurrent;
using System.Net;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Tests;

/// <summary>Redis goes away and comes back.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Acknowledged_messages_reach_every_member_once_and_in_order_despite_an_outage()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var one = await Node.StartAsync("chatnode-1", redis.Address);
        await using var two = await Node.StartAsync("chatnode-2", redis.Address);
        var room = "outage";
        await using var alice = await one.ConnectAsync("alice");
        await using var bob = await two.ConnectAsync("bob");
        await alice.JoinAsync(room);
        await bob.JoinAsync(room);
        using var done = new CancellationTokenSource();
        var acknowledged = new ConcurrentQueue<(string Id, long Seq)>();
        var refusals = new ConcurrentQueue<string>();
        var sending = Task.WhenAll(
            SendUntilAsync(alice, room, acknowledged, refusals, done.Token),
            SendUntilAsync(bob, room, acknowledged, refusals, done.Token));

        await Eventually.TrueAsync(() => acknowledged.Count > 50, "messages before the outage");
        await redis.StopAsync();
        await Eventually.TrueAsync(() => !refusals.IsEmpty, "a refusal during the outage");
        await using var late = new TestClient(two.NewConnection("carol"));
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => late.Connection.StartAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await Assert.ThrowsAsync<HubException>(() => bob.JoinAsync("another"));

        // Longer than a node's lease: afterwards every node looks dead to the others for a moment.
        await Task.Delay(TimeSpan.FromSeconds(6));
        var before = acknowledged.Count;
        await redis.StartAsync();
        await Eventually.TrueAsync(() => acknowledged.Count > before + 50, "messages after the outage");
        await Eventually.TrueAsync(async () => { await late.Connection.StartAsync(); return true; }, "the late client connects");

        // A node's two connections to Redis come back one after the other.
        await Eventually.TrueAsync(async () => await late.JoinAsync(room) is not null, "the late client joins");
        await Eventually.TrueAsync(async () => await bob.JoinAsync("another") is not null, "another room opens");
        await done.CancelAsync();
        await sending;
        await Eventually.TrueAsync(
            async () => (await alice.CallAsync<OnlineResult>(
                nameof(IChatHub.WhoIsOnline), new OnlineRequest { Room = room })).OnlineCount == 3,
            "three online");
        Assert.DoesNotContain(alice.Batches.SelectMany(batch => batch.Events), e => e.Offline?.Contains("bob") == true);

        Assert.All(refusals, message => Assert.Equal(ChatErrors.Unavailable, ChatErrors.CodeOf(message)));
        var head = acknowledged.Max(message => message.Seq);
        await Eventually.TrueAsync(() => alice.Events[^1].Seq >= head && bob.Events[^1].Seq >= head, "everything for both");
        foreach (var member in new[] { alice, bob })
        {
            var events = member.Events;
            Assert.Equal(Enumerable.Range(0, events.Count).Select(i => events[0].Seq + i), events.Select(e => e.Seq));
            var bySeq = events.ToDictionary(e => e.Seq, e => e.Id);
            Assert.All(acknowledged, message => Assert.Equal(message.Id, bySeq[message.Seq]));
            Assert.Equal(acknowledged.Count, events.Count(e => e.Kind == EventKind.Message));
        }
    }

    [Fact]
    public async Task A_node_starts_without_Redis_reports_it_and_serves_once_Redis_is_up()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await redis.StopAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Address);
        using var http = new HttpClient { BaseAddress = node.Url };
        var health = await http.GetAsync(new Uri("/health", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains($"{redis.Address} cannot be reached", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await redis.StartAsync();
        await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri("/health", UriKind.Relative))).IsSuccessStatusCode, "healthy");
        await using var alice = await node.ConnectAsync("alice");
        await alice.JoinAsync("a-room");
        await alice.SendAsync("a-room", "hello");
        await Eventually.TrueAsync(() => alice.Texts.Contains("hello"), "the message");
    }

    /// <summary>Each message is repeated with its id until it is acknowledged, as the protocol asks.</summary>
    private static async Task SendUntilAsync(
        TestClient client,
        string room,
        ConcurrentQueue<(string, long)> acknowledged,
        ConcurrentQueue<string> refusals,
        CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            var id = MessageId.New();
            while (true)
            {
                try
                {
                    var result = await client.SendAsync(room, $"message {id}", id);
                    acknowledged.Enqueue((id, result.Seq));
                    break;
                }
                catch (HubException refused)
                {
                    refusals.Enqueue(refused.Message);
                    await Task.Delay(50, CancellationToken.None);
                }
            }
        }
    }
}

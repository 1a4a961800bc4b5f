using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.SignalR.Client;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests;

/// <summary>What a program with access to Redis publishes on a room's feed.</summary>
public sealed class FeedTests(RedisStore store) : IClassFixture<RedisStore>
{
    // {0} is the next seq, {1} the epoch, {2} the time.
    public static TheoryData<string> Malformed =>
    [
        "{0} {1} {2} -\nnot json",
        "{0} {1} {2} -\n",
        "{0} {1} {2} -\n[]",
        "{0} {1} {2} -\nnull",
        "{0} {1} {2} -\n{{\"seq\":{0}}}",
        "{0} {1} {2} -\n{{\"seq\":{0},\"kind\":\"message\",\"user\":\"eve\"",
        "{0} {1} {2} -\n{{\"seq\":{0},\"kind\":\"message\",\"text\":7}}",
        "{0} {1} {2} -\n{{\"seq\":{0},\"kind\":\"message\",\"user\":null,\"text\":\"x\"}}",
        "{0} {1} {2} -\n{{\"seq\":{0},\"kind\":\"message\",\"text\":\"x\"}},{{\"seq\":{0},\"kind\":\"message\",\"text\":\"y\"}}",
        "{0} {1} {2} -\n{{\"seq\":{0},\"kind\":\"message\",\"text\":\"x\"}}]}}]}}\u001e",
        "{0} {1} {2} -\n{{\"seq\":9000000,\"kind\":\"message\",\"text\":\"x\"}}",
        "{0} \"}}]}} {2} -\n{{\"seq\":{0},\"kind\":\"message\",\"text\":\"x\"}}",
        "0 - 0 -\nnot json",
        "0 - 0 -\n{{\"seq\":0,\"kind\":\"message\",\"user\":\"system\",\"text\":\"x\"}}",
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_no_node_publishes_disconnects_nobody_and_reaches_nobody(string format)
    {
        var room = $"room-{Guid.NewGuid():N}";
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        using var refused = new CounterReading(node, "chat.feed.refused");
        await using var alice = await node.ConnectAsync("alice");
        await using var bob = new TestClient(new HubConnectionBuilder()
            .WithUrl(
                new Uri(node.Url, ChatProtocol.HubPath),
                http => http.AccessTokenProvider = () => Task.FromResult<string?>(node.Token("bob")))
            .AddMessagePackProtocol().Build());
        await bob.Connection.StartAsync();
        await alice.JoinAsync(room);
        var joined = await bob.JoinAsync(room);
        await alice.SendAsync(room, "before");
        await Eventually.TrueAsync(() => Both(client => client.Texts.Contains("before")), "both see the first message");

        await PublishAsync(node, room, string.Format(null, format, alice.Events[^1].Seq + 1, joined.Epoch, 1_767_225_600_000));
        await Eventually.TrueAsync(() => refused.Value == 1, "the entry is refused");
        await alice.SendAsync(room, "after");
        await Eventually.TrueAsync(() => Both(client => client.Texts.Contains("after")), "both see the next message");
        Assert.True(Both(client => client.Texts.SequenceEqual(["before", "after"])));
        Assert.True(Both(client => client.Ephemeral.All(one => one.Kind != EventKind.Message)));
        Assert.True(Both(client => client.Batches.All(batch => batch.Epoch == joined.Epoch)));

        bool Both(Func<TestClient, bool> holds) => holds(alice) && holds(bob);
    }

    [Fact]
    public async Task A_well_formed_forgery_is_undone_by_the_next_message()
    {
        var room = $"room-{Guid.NewGuid():N}";
        await using var node = await Node.StartAsync("chatnode-1", store.ConnectionString);
        await using var alice = await node.ConnectAsync("alice");
        var joined = await alice.JoinAsync(room);
        await alice.SendAsync(room, "before");
        await Eventually.TrueAsync(() => alice.Texts.Contains("before"), "the message");
        var next = alice.Events[^1].Seq + 1;
        await PublishAsync(
            node, room, $$"""
            {{next}} {{joined.Epoch}} 1767225600000 -
            {"seq":{{next}},"kind":"message","user":"system","name":"System","text":"forged"}
            """.ReplaceLineEndings("\n"));
        await Eventually.TrueAsync(() => alice.Texts.Contains("forged"), "who can publish is believed for the moment");

        // The log does not have it, so the room gets another epoch, and everyone loads it again.
        await alice.SendAsync(room, "after");
        await Eventually.TrueAsync(() => alice.Batches.Any(batch => batch.Epoch != joined.Epoch), "another epoch");
        var again = await alice.JoinAsync(room, joined.Epoch, next);
        Assert.True(again.Truncated);
        Assert.Equal(["before", "after"], again.Events.Where(one => one.Kind == EventKind.Message).Select(one => one.Text));
    }

    private static Task<long> PublishAsync(Node node, string room, string message) =>
        node.Redis.GetSubscriber().PublishAsync(RedisChannel.Literal(RedisKeys.Feed(room)), message);
}

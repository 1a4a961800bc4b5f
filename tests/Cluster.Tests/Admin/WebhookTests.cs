using System.Net;
using AspireChat.Cluster.Tests.Nodes;
using StackExchange.Redis;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>Webhook deliveries to outside systems.</summary>
[Collection(nameof(AdminCollection))]
public sealed class WebhookTests(AdminCluster fixture)
{
    private static readonly string[] Message = ["message"];

    private AdminClient Admin => fixture.Admin;

    [Fact]
    public async Task Messages_are_delivered_in_order_signed_and_with_the_same_id_in_every_attempt()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var failures = 2;
        receiver.Answer(_ => Interlocked.Decrement(ref failures) >= 0 ? 503 : 204);
        var (id, secret) = await CreateAsync(receiver, Message, "told-in-order");
        await using var alice = await Member.JoinAsync("alice", fixture.Cluster, fixture.Cluster.Info.Hub, "told-in-order");
        for (var number = 1; number <= 5; number++)
        {
            await alice.Connection.Send("told-in-order", $"message {number}").Completion.WaitAsync(Eventually.Bound);
        }

        await Eventually.TrueAsync(() => receiver.Heard.Count == 5, "all five are delivered");
        Assert.All(receiver.Calls, call => Assert.True(call.IsSignedWith(secret)));
        Assert.Equal(7, receiver.Calls.Count);
        Assert.Single(receiver.Calls.Take(3).Select(call => (call.Id, call.Body)).Distinct());
        var told = receiver.Calls.Skip(2).Select(call => call.Json).ToList();
        Assert.Equal(
            Enumerable.Range(1, 5).Select(number => $"message {number}"), told.Select(json => (string)json["data"]!["event"]!["text"]!));
        Assert.All(told, json => Assert.Equal(("message", "told-in-order"), ((string)json["type"]!, (string)json["data"]!["room"]!)));
        await Eventually.TrueAsync(async () => (long)(await Admin.GetAsync($"webhooks/{id}"))!["delivered"]! == 5, "they are counted");
        Assert.Null((await Admin.GetAsync($"webhooks/{id}"))!["lastError"]);
        Assert.Null((await Admin.GetAsync($"webhooks/{id}"))!["secret"]);
    }

    [Fact]
    public async Task A_failed_delivery_becomes_a_dead_letter_that_can_be_retried_or_deleted()
    {
        const string room = "dead-letters";
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer(_ => 500);
        var (id, _) = await CreateAsync(receiver, Message, room);
        await using var alice = await Member.JoinAsync("alice", fixture.Cluster, fixture.Cluster.Info.Hub, room);
        await alice.Connection.Send(room, "first").Completion.WaitAsync(Eventually.Bound);
        await alice.Connection.Send(room, "second").Completion.WaitAsync(Eventually.Bound);
        await Eventually.TrueAsync(async () => (long)(await Admin.GetAsync($"webhooks/{id}"))!["dead"]! == 2, "both are given up");

        var letters = (await Admin.GetAsync($"webhooks/{id}/dead-letters"))!["items"]!.AsArray();
        Assert.All(letters, letter => Assert.Equal(3, (int)letter!["attempts"]!));
        Assert.Contains("first", (string)letters[0]!["body"]!, StringComparison.Ordinal);
        Assert.Contains("500", (string)letters[0]!["error"]!, StringComparison.Ordinal);

        receiver.Answer(_ => 200);
        using var retried = await Admin.SendAsync(HttpMethod.Post, $"webhooks/{id}/dead-letters/{letters[0]!["id"]}/retry");
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        await Eventually.TrueAsync(async () => (long)(await Admin.GetAsync($"webhooks/{id}"))!["dead"]! == 1, "the first leaves the list");
        Assert.Equal([(string)letters[0]!["id"]!], receiver.Heard);
        using var thrown = await Admin.SendAsync(HttpMethod.Delete, $"webhooks/{id}/dead-letters/{letters[1]!["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, thrown.StatusCode);
        Assert.Empty((await Admin.GetAsync($"webhooks/{id}/dead-letters"))!["items"]!.AsArray());
        using var gone = await Admin.SendAsync(HttpMethod.Post, $"webhooks/{id}/dead-letters/{letters[1]!["id"]}/retry");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_receiver_that_never_responds_delays_no_other()
    {
        const string room = "slow-receiver";
        using var never = new ManualResetEventSlim();
        await using var slow = await WebhookReceiver.StartAsync();
        await using var quick = await WebhookReceiver.StartAsync();
        slow.Answer(_ =>
        {
            never.Wait(Eventually.Bound);
            return 204;
        });
        await CreateAsync(slow, Message, room);
        await CreateAsync(quick, Message, room);
        await using var alice = await Member.JoinAsync("alice", fixture.Cluster, fixture.Cluster.Info.Hub, room);
        for (var number = 1; number <= 3; number++)
        {
            await alice.Connection.Send(room, $"message {number}").Completion.WaitAsync(Eventually.Bound);
        }

        await Eventually.TrueAsync(() => quick.Heard.Count == 3, "the fast one has received all");
        Assert.Empty(slow.Heard);
        never.Set();
    }

    [Fact]
    public async Task Only_subscribed_events_are_delivered_and_only_while_the_webhook_is_enabled()
    {
        const string room = "choosy";
        await using var receiver = await WebhookReceiver.StartAsync();
        var (id, _) = await CreateAsync(receiver, ["edit"], room);
        await using var alice = await Member.JoinAsync("alice", fixture.Cluster, fixture.Cluster.Info.Hub, room);
        await alice.Connection.Send(room, "before").Completion.WaitAsync(Eventually.Bound);
        await Eventually.TrueAsync(() => alice.Shown.Any(e => e.Text == "before"), "she sees her message");
        var seq = alice.Shown.Last(e => e.Text == "before").Seq;
        await alice.Connection.EditAsync(room, seq, "edited once");
        await Eventually.TrueAsync(() => receiver.Heard.Count == 1, "the edit is delivered");

        await Admin.CallAsync(HttpMethod.Patch, $"webhooks/{id}", new { enabled = false });
        await using var redis = await ConnectionMultiplexer.ConnectAsync(fixture.Cluster.Info.Redis);
        await Eventually.TrueAsync(
            async () => !await redis.GetDatabase().KeyExistsAsync($"chat:webhook:{{{id}}}:lease"), "the lease is released");
        await alice.Connection.EditAsync(room, seq, "edited in silence");
        await Admin.CallAsync(HttpMethod.Patch, $"webhooks/{id}", new { enabled = true });
        await alice.Connection.EditAsync(room, seq, "edited twice");
        await Eventually.TrueAsync(
            () => receiver.Calls.Any(call => call.Body.Contains("edited twice", StringComparison.Ordinal)), "the last edit is delivered");
        Assert.DoesNotContain(receiver.Calls, call => call.Body.Contains("in silence", StringComparison.Ordinal));
        Assert.All(receiver.Calls, call => Assert.Equal("edit", (string)call.Json["type"]!));
    }

    [Fact]
    public async Task A_test_is_sent_on_request_and_actions_are_delivered()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (id, secret) = await CreateAsync(receiver, ["action"]);
        using var asked = await Admin.SendAsync(HttpMethod.Post, $"webhooks/{id}/test");
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        await Eventually.TrueAsync(
            () => receiver.Calls.Any(call => (string)call.Json["type"]! == "test" && call.IsSignedWith(secret)), "the test arrives");
        await Eventually.TrueAsync(
            () => receiver.Calls.Any(call =>
                (string?)call.Json["data"]!["action"]?["action"] == "testWebhook"
                    && (string?)call.Json["data"]!["action"]!["target"] == id),
            "the request for the test is delivered");
    }

    [Fact]
    public async Task A_receiver_that_responds_410_gets_no_more_deliveries()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var other = await WebhookReceiver.StartAsync();
        receiver.Answer(_ => 410);
        var (id, _) = await CreateAsync(receiver, ["action"]);
        using var something = await Admin.SendAsync(HttpMethod.Delete, "webhooks/nothing");
        Assert.Equal(HttpStatusCode.NotFound, something.StatusCode);
        await Eventually.TrueAsync(async () => !(bool)(await Admin.GetAsync($"webhooks/{id}"))!["enabled"]!, "the webhook is disabled");
        var calls = receiver.Calls.Count;
        Assert.NotEqual(0, calls);
        await CreateAsync(other, ["action"]);

        // Each webhook is served independently. By the time of the second action, the first would have been delivered to both.
        foreach (var target in new[] { "later", "later-still" })
        {
            using var action = await Admin.SendAsync(HttpMethod.Delete, $"webhooks/{target}");
            await Eventually.TrueAsync(
                () => other.Calls.Any(call => (string?)call.Json["data"]!["action"]?["target"] == target), $"the other gets {target}");
        }

        Assert.Equal(calls, receiver.Calls.Count);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_since_it_may_lead_to_a_host_that_is_not_allowed()
    {
        const string room = "redirected";
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var elsewhere = await WebhookReceiver.StartAsync();
        receiver.RedirectTo(new Uri(elsewhere.Url));
        var (id, _) = await CreateAsync(receiver, Message, room);
        await using var alice = await Member.JoinAsync("alice", fixture.Cluster, fixture.Cluster.Info.Hub, room);
        await alice.Connection.Send(room, "for the receiver only").Completion.WaitAsync(Eventually.Bound);
        await Eventually.TrueAsync(async () => (long)(await Admin.GetAsync($"webhooks/{id}"))!["dead"]! == 1, "it is given up");
        Assert.Empty(elsewhere.Calls);
        var letter = Assert.Single((await Admin.GetAsync($"webhooks/{id}/dead-letters"))!["items"]!.AsArray())!;
        Assert.Contains("307", (string)letter["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_that_come_and_go_are_delivered()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await CreateAsync(receiver, ["node-up", "node-down"]);
        await fixture.Cluster.StartNodeAsync(2);
        await Eventually.TrueAsync(() => Told(receiver).Contains("node-up chatnode-2"), "the new node is delivered");
        await fixture.Cluster.EndNodeAsync("kill", 2);
        await Eventually.TrueAsync(() => Told(receiver).Contains("node-down chatnode-2"), "its end is delivered");
        Assert.DoesNotContain(Told(receiver), what => what.EndsWith("chatnode-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_killed_admin_node_loses_and_reorders_no_delivery_and_two_deliver_each_once()
    {
        const string room = "survivor";
        await using var cluster = await ClusterProcess.StartAsync(["--nodes", "1"], AdminCluster.QuickWebhooks);
        await using var receiver = await WebhookReceiver.StartAsync();
        using (var admin = AdminClient.WithKey(cluster.Info))
        {
            await admin.CallAsync(HttpMethod.Post, "webhooks", new { url = receiver.Url, kinds = Message, rooms = new[] { room } });
        }

        await using var alice = await Member.JoinAsync("alice", cluster, cluster.Info.Hub, room);
        await SendAsync(alice, 1, 5);
        await Eventually.TrueAsync(() => receiver.Heard.Count == 5, "the first are delivered");

        await using var second = await AdminNodeProcess.StartAsync(
            cluster.Info.Redis, cluster.Info.SigningKey, cluster.Info.AdminKey, AdminCluster.QuickWebhooks);
        await SendAsync(alice, 6, 10);
        await Eventually.TrueAsync(() => receiver.Heard.Count == 10, "two admin nodes deliver the rest");
        Assert.Equal(10, receiver.Calls.Count);

        ServerProcess.Signal(cluster.Info.AdminNode.Pid, 9);
        await SendAsync(alice, 11, 30);
        await Eventually.TrueAsync(
            () => receiver.Heard.Count == 30, "the other goes on, when the first one's lease is over", TimeSpan.FromMinutes(1));
        var texts = receiver.Calls.DistinctBy(call => call.Id).Select(call => (string)call.Json["data"]!["event"]!["text"]!);
        Assert.Equal(Enumerable.Range(1, 30).Select(number => $"message {number}"), texts);
    }

    private static async Task SendAsync(Member member, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            await member.Connection.Send(member.Room, $"message {number}").Completion.WaitAsync(Eventually.Bound);
        }
    }

    private static List<string> Told(WebhookReceiver receiver) =>
        [.. receiver.Calls.Select(call => $"{call.Json["type"]} {call.Json["data"]!["node"]}")];

    private async Task<(string Id, string Secret)> CreateAsync(WebhookReceiver receiver, string[] kinds, params string[] rooms)
    {
        var webhook = await Admin.CallAsync(HttpMethod.Post, "webhooks", new { url = $"{receiver.Url}/hook", kinds, rooms });
        return ((string)webhook!["id"]!, (string)webhook["secret"]!);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using AspireChat.Client;
using AspireChat.Cluster.Tests.Nodes;

namespace AspireChat.Cluster.Tests.Traces;

/// <summary>What a receiver of telemetry sees of a cluster of three nodes.</summary>
public sealed class TraceTests(TracedCluster traced) : IClassFixture<TracedCluster>
{
    private const string TestSource = "AspireChat.Cluster.Tests";
    private const string SignalRClient = "Microsoft.AspNetCore.SignalR.Client";
    private const string SignalRServer = "Microsoft.AspNetCore.SignalR.Server";
    private const string RedisClient = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    private static readonly ActivitySource Source = new(TestSource);
    [Fact]
    public async Task A_message_is_one_trace_from_the_sender_to_every_node_that_delivers_it()
    {
        const string room = "traced";
        var ours = new ConcurrentQueue<Activity>();
        using var listener = Listen(ours);
        await using var members = new MemberList();
        foreach (var node in traced.Cluster.Info.Nodes)
        {
            members.Add(await Member.JoinAsync($"member-of-{node.Name}", traced.Cluster, new Uri(node.Url, "/hubs/chat"), room));
        }

        var root = Source.StartActivity("say")!;
        var message = members[0].Connection.Send(room, "to all of you");
        // Over before the message is sent: the outbox must have remembered it.
        root.Stop();
        var sent = await message.Completion.WaitAsync(Eventually.Bound);
        foreach (var member in members)
        {
            await Eventually.TrueAsync(() => member.Shown.Any(shown => shown.Id == message.Id), $"{member.User} has the message");
        }

        var trace = root.TraceId.ToHexString();
        // The call's own span ends last, and each process sends its spans when it likes.
        await Eventually.TrueAsync(
            () => traced.Receiver.Spans.Where(span => span.TraceId == trace).ToList() is var told
                && told.Exists(span => span.Source == SignalRServer)
                && told.Exists(span => span.Name == $"send {room}") && told.Count(span => span.Name == $"deliver {room}") >= 3,
            "the nodes tell of the call, the sending and three deliveries");
        await Eventually.TrueAsync(
            () => traced.Receiver.Spans.Any(span => span.TraceId == trace && span.Source == RedisClient),
            "a node tells of the Redis command");
        var nodes = traced.Receiver.Spans.Where(span => span.TraceId == trace && span.Source != RedisClient).ToList();
        Assert.Equal(5, nodes.Count);

        var outbox = Assert.Single(ours, span => span.OperationName == $"outbox {room}");
        Assert.Equal(root.SpanId, outbox.ParentSpanId);
        Assert.Equal(sent.Seq, outbox.GetTagItem("chat.seq"));
        Assert.Equal(1, outbox.GetTagItem("chat.attempts"));
        var call = Assert.Single(ours, span => span.Source.Name == SignalRClient && span.TraceId == root.TraceId);
        Assert.Equal(outbox.SpanId, call.ParentSpanId);

        var server = Assert.Single(nodes, span => span.Source == SignalRServer);
        Assert.Equal(("chatnode-1", call.SpanId.ToHexString()), (server.Service, server.Parent));
        var send = Assert.Single(nodes, span => span.Name == $"send {room}");
        Assert.Equal(("chatnode-1", 4, server.Id), (send.Service, send.Kind, send.Parent));
        AssertAttributes(send, ("messaging.operation.name", "send"), ("messaging.destination.name", room),
            ("messaging.message.id", message.Id), ("chat.node", "chatnode-1"), ("chat.seq", sent.Seq), ("chat.event.kind", "message"));

        Assert.All(traced.Receiver.Spans.Where(span => span.TraceId == trace && span.Source == RedisClient), command =>
        {
            Assert.Equal(("chatnode-1", 3), (command.Service, command.Kind));
            Assert.Contains(command.Parent, new[] { send.Id, server.Id });
        });

        var deliveries = nodes.Where(span => span.Name == $"deliver {room}").OrderBy(span => span.Service).ToList();
        Assert.Equal(["chatnode-1", "chatnode-2", "chatnode-3"], deliveries.Select(span => span.Service));
        Assert.All(deliveries, deliver =>
        {
            Assert.Equal((5, send.Id), (deliver.Kind, deliver.Parent));
            AssertAttributes(deliver, ("messaging.operation.name", "deliver"), ("messaging.destination.name", room),
                ("chat.node", deliver.Service), ("chat.seq", sent.Seq), ("chat.recipients", 1L), ("chat.batch.size", 1L));
            Assert.IsType<double>(deliver.Attributes["chat.lag_ms"]);
        });
    }

    [Fact]
    public async Task An_idle_cluster_leaves_no_trace_and_one_message_leaves_one()
    {
        const string room = "quiet";
        using var listener = Listen([]);
        await using var alice = await Member.JoinAsync("alice", traced.Cluster, traced.Cluster.Info.Hub, room);
        // The joining is told of, and the room's own periodic work has begun.
        await IdleAsync(rounds: 6);
        var before = traced.Receiver.Spans.Count;

        // Every process has a beat of a second or more often, the room's watch one of five. An nginx polls the slots and the health.
        using var http = new HttpClient();
        for (var poll = 0; poll < 4; poll++)
        {
            await http.GetStringAsync(new Uri(traced.Cluster.Info.AdminNode.Url, "/api/cluster/slots"));
            await http.GetStringAsync(new Uri(traced.Cluster.Info.AdminNode.Url, "/health"));
            await http.GetStringAsync(new Uri(traced.Cluster.Info.Nodes[0].Url, "/health"));
            await IdleAsync(rounds: 10);
        }

        Assert.Empty(traced.Receiver.Spans.Skip(before));

        var root = Source.StartActivity("say")!;
        await alice.Connection.Send(room, "anybody?").Completion.WaitAsync(Eventually.Bound);
        root.Stop();
        var trace = root.TraceId.ToHexString();
        await Eventually.TrueAsync(
            () => traced.Receiver.Spans.Skip(before).Select(span => span.Source).ToHashSet() is var told
                && told.Contains(RedisClient) && told.Contains(SignalRServer),
            "the nodes tell of the message and of its Redis command");
        await IdleAsync(rounds: 10);
        Assert.All(traced.Receiver.Spans.Skip(before), span => Assert.True(span.TraceId == trace, $"{span} is of another trace"));
    }

    [Fact]
    public async Task A_message_that_its_sender_does_not_sample_has_no_spans()
    {
        const string room = "unsampled";
        using var listener = Listen([], ActivitySamplingResult.PropagationData);
        await using var alice = await Member.JoinAsync("alice", traced.Cluster, traced.Cluster.Info.Hub, room);
        await alice.Connection.Send(room, "nobody looks").Completion.WaitAsync(Eventually.Bound);
        listener.Dispose();

        using var sampled = Listen([]);
        await alice.Connection.Send(room, "somebody looks").Completion.WaitAsync(Eventually.Bound);
        bool IsSending(Span span) => span.Name == $"send {room}" && span.Attributes.GetValueOrDefault("chat.event.kind") is "message";
        await Eventually.TrueAsync(
            () => traced.Receiver.Spans.Any(span => span.Name == $"deliver {room}") && traced.Receiver.Spans.Any(IsSending),
            "the spans of the second message arrive");
        Assert.Single(traced.Receiver.Spans, IsSending);
    }

    [Fact]
    public async Task Every_process_sends_traces_metrics_and_logs_but_no_health_checks()
    {
        const string room = "counted";
        await using var alice = await Member.JoinAsync("alice", traced.Cluster, traced.Cluster.Info.Hub, room);
        await alice.Connection.Send(room, "one").Completion.WaitAsync(Eventually.Bound);
        using var http = new HttpClient();
        await http.GetStringAsync(traced.Cluster.Info.Ingress);
        string[] nodes = ["chatnode-1", "chatnode-2", "chatnode-3"];
        string[] all = [.. nodes, "adminnode", "web"];
        await Eventually.TrueAsync(
            () => all.All(service => traced.Receiver.Metrics.Any(metric => metric.Service == service)), "metrics of every process");
        foreach (var service in all)
        {
            await Eventually.TrueAsync(() => traced.Receiver.Logs.Contains(service), $"logs of {service}");
        }

        await Eventually.TrueAsync(() => traced.Receiver.Spans.Any(span => span.Service == "web"), "a span of web");
        (string, string)[] expected =
        [
            ("chat.messages", "{message}"), ("chat.deliveries", "{event}"), ("chat.lag", "ms"), ("chat.batch.size", "{event}"),
            ("chat.rooms", "{room}"),
        ];
        await Eventually.TrueAsync(
            () => expected.All(traced.Receiver.Metrics.Select(metric => (metric.Metric, metric.Unit)).Contains),
            "the chat's metrics, with their units");
        await Eventually.TrueAsync(
            () => traced.Receiver.Metrics.Any(metric => metric.Metric == "signalr.server.active_connections"), "the framework's metrics");

        // Many health checks have happened, and the connection is open.
        Assert.DoesNotContain(traced.Receiver.Spans, span => span.Name.Contains("/health", StringComparison.Ordinal)
            || span.Name.Contains("/hubs", StringComparison.Ordinal) || span.Name.Contains("/slots", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_pages_spans_reach_the_receiver_with_a_key_that_the_page_does_not_know()
    {
        using var http = new HttpClient();
        Assert.Contains("data-traces=\"1\"", await http.GetStringAsync(traced.Cluster.Info.Ingress), StringComparison.Ordinal);
        using var spans = new StringContent("""{"resourceSpans":[]}""", Encoding.UTF8);
        spans.Headers.ContentType = new("application/json");
        using var answer = await http.PostAsync(new Uri(traced.Cluster.Info.Ingress, "/v1/traces"), spans);
        answer.EnsureSuccessStatusCode();
        Assert.Equal(("""{"resourceSpans":[]}""", "secret"), Assert.Single(traced.Receiver.Json));
    }

    /// <summary>Until every process has sent its metrics so many times more: one round is half a second.</summary>
    private async Task IdleAsync(int rounds)
    {
        string[] all = ["chatnode-1", "chatnode-2", "chatnode-3", "adminnode", "web"];
        var metric = "dotnet.process.cpu.time";
        int Told(string service) => traced.Receiver.Metrics.Count(told => told.Service == service && told.Metric == metric);
        var begun = all.ToDictionary(service => service, Told);
        await Eventually.TrueAsync(
            () => all.All(service => Told(service) >= begun[service] + rounds),
            $"{rounds} more metrics of every process",
            TimeSpan.FromMinutes(2));
    }

    private static ActivityListener Listen(
        ConcurrentQueue<Activity> ended, ActivitySamplingResult sample = ActivitySamplingResult.AllDataAndRecorded)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is TestSource or ChatConnection.ActivitySourceName or SignalRClient,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => sample,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static void AssertAttributes(Span span, params (string Key, object Value)[] expected) =>
        Assert.All(expected, one => Assert.Equal(one.Value, span.Attributes.GetValueOrDefault(one.Key)));
}

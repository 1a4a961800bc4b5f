using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json;
using AspireChat.Contracts.Admin;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary><c>/statistics</c> and <c>/events</c>.</summary>
[Collection(SteeredCluster.CollectionName)]
public sealed class StatisticsApiTests(SteeredCluster steered)
{
    [Fact]
    public async Task The_statistics_are_the_sums_over_all_nodes()
    {
        await using var alice = await steered.JoinAtAsync(0, "alice", "statistics");
        await using var bob = await steered.JoinAtAsync(1, "bob", "statistics");
        var now = await Eventually.GetAsync(
            async () => await steered.GetAsync("statistics", AdminJson.Default.ClusterStatistics)
                is { Connections.WebSockets: >= 2, Rooms: >= 1, Nodes.Count: 3 } some ? some : null,
            "two connections and their room are counted");
        Assert.Equal(["chatnode-1", "chatnode-2", "chatnode-3"], now.Nodes.Select(node => node.Name));
        Assert.Equal(now.Nodes.Sum(node => node.Connections.Total), now.Connections.Total);
        Assert.InRange(
            DateTimeOffset.FromUnixTimeMilliseconds(now.At), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task The_history_grows_by_one_sample_per_second()
    {
        var before = (await steered.GetAsync("statistics/history", AdminJson.Default.StatisticsHistory)).Samples;
        var after = await Eventually.GetAsync(
            async () => (await steered.GetAsync("statistics/history", AdminJson.Default.StatisticsHistory)).Samples is var samples
                && samples.Count(sample => before.Count == 0 || sample.At > before[^1].At) >= 3 ? samples : null,
            "three more samples");
        Assert.InRange(after.Count, 3, 300);
        Assert.All(after.Zip(after.Skip(1)), pair => Assert.True(pair.First.At < pair.Second.At));
        await Eventually.TrueAsync(
            async () => (await steered.GetAsync("statistics/history", AdminJson.Default.StatisticsHistory)).Samples[^1].Nodes.Count == 3,
            "a sample of three nodes");
    }

    [Fact]
    public async Task The_history_of_an_hour_is_of_minutes_and_more_than_a_day_is_refused()
    {
        var hour = await Eventually.GetAsync(
            async () => await steered.GetAsync("statistics/history?minutes=60", AdminJson.Default.StatisticsHistory)
                is { Samples.Count: > 0 } some ? some : null,
            "the sample of the cluster's first minute",
            TimeSpan.FromMinutes(2));
        Assert.Equal(60, hour.StepSeconds);
        Assert.InRange(hour.Samples.Count, 1, 60);
        using var admin = AdminClient.WithKey(steered.Cluster.Info);
        using var refused = await admin.SendAsync(HttpMethod.Get, "statistics/history?minutes=1441");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Redis_and_the_admin_node_are_listed_with_their_state()
    {
        var services = (await steered.GetAsync("services", AdminJson.Default.PageServiceStatus)).Items;
        var redis = Assert.Single(services, service => service.Service == "redis");
        Assert.Equal(ServiceStatus.Up, redis.State);
        Assert.True(redis is { AnswerMs: > 0, Address: not null });
        var admin = Assert.Single(services, service => service.Service == "admin");
        Assert.True(admin is { State: ServiceStatus.Up, MemoryBytes: > 0, StartedAt: > 0 });
    }

    [Fact]
    public async Task The_stream_reports_joins_leaves_node_changes_and_statistics()
    {
        const string room = "told";
        await using var reader = await EventReader.StartAsync(steered.Cluster.Info);
        await reader.WaitAsync(one => one.Kind == "statistics" && one.Statistics!.Nodes.Count == 3, "statistics");

        await using (var alice = await steered.JoinAtAsync(1, "told-alice", room))
        {
            await reader.WaitAsync(
                one => one is { Kind: "join", Room: room, User: "told-alice", Name: "told-alice", Node: "chatnode-2", At: > 0 }, "a join");
            await alice.Connection.LeaveAsync(room);
            await reader.WaitAsync(one => one is { Kind: "leave", Room: room, User: "told-alice", Node: "chatnode-2" }, "a leave");
        }

        var said = steered.Cluster.Output.Length;
        await steered.CommandAsync(HttpMethod.Post, "nodes/chatnode-2/drain");
        await reader.WaitAsync(one => one is { Kind: "node-draining", Node: "chatnode-2" }, "the node drains");
        await steered.Cluster.SaysAsync("is not healthy, or is draining", said);
        await steered.CommandAsync(HttpMethod.Post, "nodes/chatnode-2/undrain");
        await reader.WaitAsync(one => one is { Kind: "node-up", Node: "chatnode-2" }, "the node is up again");

        // Later tests expect that clients are sent there.
        await steered.Cluster.SaysAsync("chatnode-2 is up", said);

        await steered.EndAsync("kill", "chatnode-3");
        await reader.WaitAsync(one => one is { Kind: "node-down", Node: "chatnode-3" }, "the node is down");
        await steered.StartAgainAsync("chatnode-3");
        await reader.WaitAsync(one => one is { Kind: "node-up", Node: "chatnode-3" }, "the node is up");
        Assert.DoesNotContain(reader.Events, one => one is { Kind: "node-down", Node: not "chatnode-3" });

        // Whoever comes later gets to know of it, too.
        var before = (await steered.GetAsync("statistics/history", AdminJson.Default.StatisticsHistory)).Events;
        Assert.Contains(before, one => one is { Kind: "node-draining", Node: "chatnode-2" });
        Assert.Contains(before, one => one is { Kind: "node-down", Node: "chatnode-3" });
        Assert.Contains(before, one => one is { Kind: "action", Action.Action: "drainNode" });
        Assert.NotEmpty(reader.Names);
        Assert.All(reader.Names, name => Assert.Equal(name.Kind, name.EventName));
    }

    [Fact]
    public async Task An_open_stream_does_not_delay_the_clusters_shutdown()
    {
        await using var cluster = await ClusterProcess.StartAsync(["--nodes", "1"]);
        await using var reader = await EventReader.StartAsync(cluster.Info);
        await reader.WaitAsync(one => one.Kind == "statistics", "statistics");
        Assert.Equal(0, await cluster.StopAsync());
        await reader.Ended.WaitAsync(Eventually.Bound);
    }

    private sealed class EventReader : IAsyncDisposable
    {
        private readonly HttpClient _http = new();
        private readonly CancellationTokenSource _enough = new();
        private readonly ConcurrentQueue<SseItem<ClusterEvent>> _events = [];

        public Task Ended { get; private set; } = Task.CompletedTask;

        public IEnumerable<ClusterEvent> Events => _events.Select(item => item.Data);

        public IEnumerable<(string Kind, string EventName)> Names => _events.Select(item => (item.Data.Kind, item.EventType));

        public static async Task<EventReader> StartAsync(ClusterInfo cluster)
        {
            var reader = new EventReader();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(cluster.Ingress, "/api/admin/v1/events"));
            request.Headers.Add("X-Api-Key", cluster.AdminKey);
            var answer = await reader._http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
            reader.Ended = reader.ReadAsync(await answer.Content.ReadAsStreamAsync());
            return reader;
        }

        public Task WaitAsync(Func<ClusterEvent, bool> wanted, string what) => Eventually.TrueAsync(() => Events.Any(wanted), what);

        public async ValueTask DisposeAsync()
        {
            await _enough.CancelAsync();
            _http.Dispose();
            await Ended;
            _enough.Dispose();
        }

        private async Task ReadAsync(Stream stream)
        {
            try
            {
                var items = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize(data, AdminJson.Default.ClusterEvent)!);
                await foreach (var item in items.EnumerateAsync(_enough.Token))
                {
                    _events.Enqueue(item);
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or HttpRequestException)
            {
                // The cluster or the test has ended.
            }
        }
    }
}

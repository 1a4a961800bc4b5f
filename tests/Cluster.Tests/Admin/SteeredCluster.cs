using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Cluster.Tests.Nodes;
using AspireChat.Contracts.Admin;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>Three nodes on a Redis that the tests can access, and a client of the admin API.</summary>
public sealed class SteeredCluster : IAsyncLifetime
{
    public const string CollectionName = "a cluster that is steered";

    public RedisServer Redis { get; private set; } = null!; // null only when it did not start

    /// <summary>Between the cluster and its Redis.</summary>
    public CuttableProxy Line { get; private set; } = null!;

    public ClusterProcess Cluster { get; private set; } = null!;

    public AdminClient Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Redis = await RedisServer.StartNewAsync();
        Line = new CuttableProxy(Redis.Port);
        Cluster = await ClusterProcess.StartAsync(
            ["--nodes", "3", "--redis", Line.Address],
            new Dictionary<string, string?>
            {
                ["Chat__Limits__SendsPerSecond"] = "0",
                ["Chat__Node__DrainNotice"] = "00:00:02",
                ["Chat__Node__DrainSpread"] = "00:00:01",
                ["Chat__Node__DrainLimit"] = "00:00:05",
                ["Chat__Admin__RequestsPerSecond"] = "0",
                // On a busy machine a node can take longer than an operator would wait.
                ["Chat__Admin__AnswersWithin"] = "00:00:10",
            });
        Admin = AdminClient.WithKey(Cluster.Info);
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }

        await Line.DisposeAsync();
        await Redis.DisposeAsync();
    }

    /// <summary>GET, deserialized.</summary>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type) => (await Admin.GetAsync(path)).Deserialize(type)!;

    /// <summary>A call that sends a command.</summary>
    public async Task<CommandOutcome> CommandAsync(HttpMethod method, string path, object? body = null) =>
        (await Admin.CallAsync(method, path, body)).Deserialize(AdminJson.Default.CommandOutcome)!;

    /// <summary>Returns a live node, or null.</summary>
    public async Task<NodeInfo?> FindNodeAsync(string name) =>
        (await GetAsync("nodes", AdminJson.Default.PageNodeInfo)).Items.FirstOrDefault(node => node.Name == name);

    /// <summary>A call that must be refused with this status and code.</summary>
    public async Task AssertRefusedAsync(HttpStatusCode status, string code, HttpMethod method, string path, object? body = null)
    {
        using var answer = await Admin.SendAsync(method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{method} {path}: {(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (string?)JsonNode.Parse(text)!["code"]);
    }

    /// <summary>Stops a node's process and waits until it has exited.</summary>
    /// <param name="how"><c>kill</c> or <c>drain</c>.</param>
    /// <param name="node">Its name.</param>
    public Task EndAsync(string how, string node) => Cluster.EndNodeAsync(how, NumberOf(node));

    /// <summary>Starts a node that was stopped, and waits until it is listed, as the other tests expect.</summary>
    public async Task StartAgainAsync(string node)
    {
        await Cluster.StartNodeAsync(NumberOf(node));
        await Eventually.TrueAsync(async () => await FindNodeAsync(node) is { Draining: false }, $"{node} is back");
    }

    /// <summary>Waits until a node has exactly this many connections: those of an earlier test can end a moment later.</summary>
    public Task HasAsync(string node, int connections) => Eventually.TrueAsync(
        async () =>
        {
            var page = await GetAsync($"connections?node={node}&limit=200", AdminJson.Default.PageConnectionInfo);
            return page is { Missing: [], Items: var items } && items.Count == connections;
        },
        $"{connections} connections at {node}");

    /// <summary>Joins as a member who is connected to this node directly.</summary>
    internal Task<Member> JoinAtAsync(int node, string user, string room) =>
        Member.JoinAsync(user, Cluster, new Uri(Cluster.Info.Nodes[node].Url, "/hubs/chat"), room);

    private static int NumberOf(string node) => int.Parse(node.Split('-')[^1], CultureInfo.InvariantCulture);
}

[CollectionDefinition(SteeredCluster.CollectionName)]
public sealed class SteeredClusterCollection : ICollectionFixture<SteeredCluster>;

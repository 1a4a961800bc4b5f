using System.Net;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR.Client;

namespace AspireChat.ChatNode.Tests;

/// <summary>A node loses its own connection to Redis, and the others do not.</summary>
public sealed class CutOffTests : IAsyncLifetime
{
    /// <summary>Longer than a node takes to decide, on a busy machine, too.</summary>
    private static readonly TimeSpan DecisionTime = TimeSpan.FromSeconds(15);

    private RedisServer _redis = null!;
    private CuttableProxy _first = null!;
    private CuttableProxy _second = null!;
    private AdminProcess _admin = null!;
    private Node _one = null!;
    private Node _two = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartNewAsync();
        _first = new CuttableProxy(_redis.Port);
        _second = new CuttableProxy(_redis.Port);
        _admin = await AdminProcess.StartAsync(_redis.Address);
        var settings = new Dictionary<string, string?> { ["Chat:Node:AdminNode"] = _admin.Url.ToString() };
        _one = await Node.StartAsync("chatnode-1", _first.Address, settings);
        _two = await Node.StartAsync("chatnode-2", _second.Address, settings);
        await Eventually.TrueAsync(async () => await _admin.SlotsAsync() == "chatnode-1 up\nchatnode-2 up\n", "both nodes");
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _admin.DisposeAsync();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_alone_lost_Redis_sends_its_clients_away_and_accepts_nobody_until_it_is_back()
    {
        await using var alice = await _one.ConnectAsync("alice");
        await using var bob = await _two.ConnectAsync("bob");
        var (aliceAsked, bobAsked) = (ReconnectOf(alice), ReconnectOf(bob));
        _first.Cut();
        await aliceAsked.WaitAsync(Eventually.Bound);
        Assert.StartsWith("Unhealthy\nnode: cut off", await HealthAsync(_one), StringComparison.Ordinal);
        await using var late = new TestClient(_one.NewConnection("carol"));
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => late.Connection.StartAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await Eventually.TrueAsync(async () => await _admin.SlotsAsync() == "chatnode-2 up\n", "the ingress sends nobody there");
        Assert.False(bobAsked.IsCompleted);
        var services = (await _admin.Api.GetAsync("services"))!["items"]!.AsArray().Select(service => (string?)service!["service"]);
        Assert.Equal(["redis", "admin"], services); // No ingress has asked for the nodes.

        _first.Restore();
        await Eventually.TrueAsync(async () => { await late.Connection.StartAsync(); return true; }, "the node accepts clients again");
        await Eventually.TrueAsync(async () => await HealthAsync(_one) == "Healthy\n", "healthy");
    }

    [Fact]
    public async Task When_all_nodes_lose_Redis_their_clients_stay()
    {
        await using var alice = await _one.ConnectAsync("alice");
        var asked = ReconnectOf(alice);
        await _redis.StopAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => asked.WaitAsync(DecisionTime));
        await _redis.StartAsync();
        await Eventually.TrueAsync(async () => await _admin.SlotsAsync() == "chatnode-1 up\nchatnode-2 up\n", "both nodes are back");
        Assert.False(asked.IsCompleted);
        Assert.Equal(HubConnectionState.Connected, alice.Connection.State);
    }

    [Fact]
    public async Task When_all_nodes_but_not_the_admin_node_lose_Redis_their_clients_stay()
    {
        await using var alice = await _one.ConnectAsync("alice");
        var asked = ReconnectOf(alice);
        _first.Cut();
        _second.Cut();
        await Assert.ThrowsAsync<TimeoutException>(() => asked.WaitAsync(DecisionTime));
    }

    private static Task<ReconnectRequest> ReconnectOf(TestClient client)
    {
        var asked = new TaskCompletionSource<ReconnectRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Connection.On<ReconnectRequest>(nameof(IChatClient.Reconnect), request => asked.TrySetResult(request));
        return asked.Task;
    }

    private static async Task<string> HealthAsync(Node node)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(node.Url, "/health"));
        return await answer.Content.ReadAsStringAsync();
    }
}

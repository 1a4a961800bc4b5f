using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR.Client;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests;

/// <summary>Which ways to run Redis are supported: one server, with an ACL user, or a Redis Cluster.</summary>
public sealed class RedisSetupTests
{
    [Theory]
    [InlineData("ChatNode")]
    [InlineData("AdminNode")]
    public async Task A_Sentinel_is_refused_at_the_start_with_one_line(string program) =>
        await AssertRefusedAsync(program, "127.0.0.1:26379,serviceName=mymaster", "names a Redis Sentinel, which is not supported");

    [Theory]
    [InlineData("ChatNode")]
    [InlineData("AdminNode")]
    public async Task Several_addresses_that_are_no_cluster_are_refused_at_the_start_with_one_line(string program)
    {
        await using var primary = await RedisServer.StartNewAsync();
        await using var replica = await RedisServer.StartNewAsync("--replicaof", "127.0.0.1", $"{primary.Port}");
        await AssertRefusedAsync(program, $"{primary.Address},{replica.Address}", "several addresses that are not a Redis Cluster");
    }

    [Fact]
    public async Task A_process_that_starts_without_Redis_stops_when_several_addresses_turn_out_to_be_no_cluster()
    {
        await using var primary = await RedisServer.StartNewAsync();
        await using var replica = await RedisServer.StartNewAsync("--replicaof", "127.0.0.1", $"{primary.Port}");
        await primary.StopAsync();
        await replica.StopAsync();
        await using var process = Run("ChatNode", $"{primary.Address},{replica.Address}");
        await Eventually.TrueAsync(() => process.Output.Contains("Now listening on", StringComparison.Ordinal), "it starts");
        await primary.StartAsync();
        await Eventually.TrueAsync(() => process.HasExited, "it stops");
        Assert.Equal(2, process.ExitCode);

        // Its last lines may arrive after its end.
        await Eventually.TrueAsync(
            () => process.Output.Contains("several addresses that are not a Redis Cluster", StringComparison.Ordinal), "why it stopped");
    }

    [Fact]
    public async Task A_Redis_Cluster_with_several_addresses_is_accepted_and_carries_a_conversation()
    {
        await using var redis = await RedisCluster.StartAsync();
        await using var one = await Node.StartAsync("chatnode-1", redis.Addresses);
        await using var two = await Node.StartAsync("chatnode-2", redis.Addresses);
        await AssertConversationAsync(one, two);
    }

    [Fact]
    public async Task An_ACL_user_with_the_prefix_chat_is_enough()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        await admin.GetDatabase().ExecuteAsync("ACL", "SETUSER", "chat", "on", ">secret", "~chat:*", "&chat:*", "+@all");
        var connection = $"{redis.Address},user=chat,password=secret";
        await using var one = await Node.StartAsync("chatnode-1", connection);
        await using var two = await Node.StartAsync("chatnode-2", connection);
        await AssertConversationAsync(one, two);
    }

    [Fact]
    public async Task Clients_connect_and_stay_while_one_server_of_a_Redis_Cluster_hangs()
    {
        await using var redis = await RedisCluster.StartAsync();
        await using var node = await Node.StartAsync("chatnode-1", redis.Addresses);
        redis.Servers[2].Freeze();
        var clients = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => node.ConnectAsync($"user-{i}")));
        Assert.All(clients, client => Assert.Equal(HubConnectionState.Connected, client.Connection.State));

        // Longer than a command waits for an answer.
        var until = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(15);
        while (DateTimeOffset.UtcNow < until)
        {
            await Task.WhenAll(clients.Select(client => client.Connection.InvokeAsync<SessionInfo>(nameof(IChatHub.Hello))));
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        using var http = new HttpClient();
        await Eventually.TrueAsync(
            async () => (await http.GetStringAsync(new Uri(node.Url, "/health")))
                .StartsWith($"Degraded\nnode: Redis at {redis.Servers[2].Address} cannot be reached", StringComparison.Ordinal),
            "the health check names the server that hangs");
        redis.Servers[2].Thaw();
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task After_an_outage_the_slots_are_not_listed_until_the_nodes_have_renewed_their_leases()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var admin = await AdminProcess.StartAsync(redis.Address);
        await using var one = await Node.StartAsync("chatnode-1", redis.Address);
        await using var two = await Node.StartAsync("chatnode-2", redis.Address);
        const string whole = "chatnode-1 up\nchatnode-2 up\n";
        const string unreachable = "Redis cannot be reached.\n";
        const string renewing = "The nodes are renewing their leases.\n";
        await Eventually.TrueAsync(async () => await admin.SlotsAsync() == whole, "both nodes");
        await redis.StopAsync();
        await Eventually.TrueAsync(async () => await admin.SlotsAsync() == unreachable, "no list without Redis");
        await redis.StartAsync();
        await using var store = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var lease = (string)(await store.GetDatabase().SetMembersAsync("chat:nodes"))
            .Single(id => ((string)id!).StartsWith("chatnode-1~", StringComparison.Ordinal))!;

        // Only until it was seen: later the other node removes this one, and then the list without it is right.
        await Eventually.TrueAsync(
            async () =>
            {
                await store.GetDatabase().KeyDeleteAsync($"chat:node:{lease}");
                var list = await admin.SlotsAsync();
                Assert.Contains(list, new[] { unreachable, renewing, whole });
                return list == renewing;
            },
            "no list without the lease");
        await Eventually.TrueAsync(async () => await admin.SlotsAsync() == whole, "both nodes again");
    }

    private static async Task AssertConversationAsync(Node one, Node two)
    {
        await using var alice = await one.ConnectAsync("alice");
        await using var bob = await two.ConnectAsync("bob");
        await using var elsewhere = await two.ConnectAsync("alice");
        await alice.JoinAsync("a-room");
        await bob.JoinAsync("a-room");
        await elsewhere.Connection.InvokeAsync(nameof(IChatHub.Hello)); // answered only after it was registered
        var sent = await bob.SendAsync("a-room", "hello");
        await Eventually.TrueAsync(() => alice.Texts.Contains("hello"), "the message");
        await alice.Connection.InvokeAsync(nameof(IChatHub.MarkRead), new MarkReadRequest { Room = "a-room", Seq = sent.Seq });
        await Eventually.TrueAsync(
            () => elsewhere.Notices.Any(notice => notice.Kind == NoticeKind.Read && notice.Seq == sent.Seq),
            "the notice on the other device");
    }

    private static async Task AssertRefusedAsync(string program, string redis, string why)
    {
        await using var process = Run(program, redis);
        await Eventually.TrueAsync(() => process.HasExited && process.Output.Length > 0, "the program ends");
        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith("Cannot start: ConnectionStrings:redis ", process.Output, StringComparison.Ordinal);
        Assert.Contains(why, process.Output, StringComparison.Ordinal);
        Assert.Single(process.Output.TrimEnd().Split('\n'));
    }

    private static ServerProcess Run(string program, string redis) => ServerProcess.Start(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, $"AspireChat.{program}.dll")],
        new Dictionary<string, string?>
        {
            ["ConnectionStrings__redis"] = redis,
            ["Chat__SigningKey"] = Node.SigningKey,
            ["Chat__AdminKey"] = "an admin key for tests, 32 bytes or more",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        });
}

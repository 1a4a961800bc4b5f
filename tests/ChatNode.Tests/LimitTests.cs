using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace AspireChat.ChatNode.Tests;

/// <summary>What all connections of a user, and all from a network, can do together on two nodes.</summary>
public abstract class LimitTests(RoomStore store)
{
    private const string Never = "0.001"; // calls per second: no test lasts until the next one

    private readonly string _run = Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task All_connections_of_a_user_share_the_users_allowance_on_every_node()
    {
        await using var nodes = await StartAsync(("SendsPerSecond", "10"), ("PerUser:CallsPerSecond", Never), ("PerUser:CallBurst", "20"));
        var room = NewRoom();
        var clients = new List<TestClient>();
        for (var i = 0; i < 6; i++)
        {
            clients.Add(await nodes.One.ConnectAsync(Id("ada")));
        }

        var sent = await Task.WhenAll(clients.Select(client => SendUntilRefusedAsync(client, room)));
        Assert.InRange(sent.Sum(), 1, 20);

        // The other node learns what is left after it has allowed a tenth of the burst.
        await Eventually.TrueAsync(
            async () => (double)await nodes.One.Redis.GetDatabase().HashGetAsync(RedisKeys.Calls($"user:{Id("ada")}"), "left") < 3,
            "the first node has reported the calls");
        await using var elsewhere = await nodes.Two.ConnectAsync(Id("ada"));
        Assert.InRange(await SendUntilRefusedAsync(elsewhere, room), 0, 4);
        await using var bob = await nodes.Two.ConnectAsync(Id("bob"));
        await bob.JoinAsync(room);
        await bob.SendAsync(room, "another user has another allowance");
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Connecting_again_does_not_fill_the_allowance()
    {
        await using var nodes = await StartAsync(("SendsPerSecond", "10"), ("PerUser:CallsPerSecond", Never), ("PerUser:CallBurst", "20"));
        var room = NewRoom();
        var sent = 0;
        for (var i = 0; i < 4; i++)
        {
            await using var ada = await nodes.One.ConnectAsync(Id("ada"));
            sent += await SendUntilRefusedAsync(ada, room);
        }

        Assert.InRange(sent, 1, 30);
    }

    [Fact]
    public async Task All_users_of_a_network_share_its_allowance()
    {
        await using var nodes = await StartAsync(
            ("SendsPerSecond", "10"), ("PerNetwork:CallsPerSecond", Never), ("PerNetwork:CallBurst", "24"));
        var room = NewRoom();
        await using var ada = await nodes.One.ConnectAsync(Id("ada"), "203.0.113.7");
        await using var bob = await nodes.One.ConnectAsync(Id("bob"), "203.0.113.7");
        await using var cem = await nodes.One.ConnectAsync(Id("cem"), "203.0.113.8");
        Assert.InRange(await SendUntilRefusedAsync(ada, room) + await SendUntilRefusedAsync(bob, room), 1, 24);
        Assert.Equal(20, await SendUntilRefusedAsync(cem, room)); // Another network has another allowance.
    }

    [Fact]
    public async Task A_class_of_sixty_behind_one_address_connects_joins_and_writes_at_once()
    {
        await using var nodes = await StartAsync(("SendsPerSecond", "10"));
        var room = NewRoom();
        var pupils = await Task.WhenAll(Enumerable.Range(0, 60).Select(async number =>
        {
            var pupil = await (number % 2 == 0 ? nodes.One : nodes.Two).ConnectAsync(Id($"pupil-{number}"), "203.0.113.60");
            await pupil.JoinAsync(room);
            return (Pupil: pupil, Sent: await pupil.SendAsync(room, "here"));
        }));
        Assert.Equal(60, pupils.Select(pupil => pupil.Sent.Seq).Distinct().Count());
        await Task.WhenAll(pupils.Select(pupil => pupil.Pupil.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Joining_costs_the_user_a_fraction_of_a_call_on_all_connections_together()
    {
        await using var nodes = await StartAsync(("SendsPerSecond", "10"), ("PerUser:CallsPerSecond", Never), ("PerUser:CallBurst", "4"));
        var room = NewRoom();
        await using var first = await nodes.One.ConnectAsync(Id("ada"));
        await using var second = await nodes.One.ConnectAsync(Id("ada"));
        for (var joins = 0; joins < 10; joins++)
        {
            await first.JoinAsync(room);
        }

        await RefusedAsync(
            ChatErrors.RateLimited,
            async () =>
            {
                for (var joins = 0; joins < 11; joins++)
                {
                    await second.JoinAsync(room);
                }
            });
    }

    [Theory]
    [InlineData(nameof(IChatHub.History))]
    [InlineData(nameof(IChatHub.Pins))]
    [InlineData(nameof(IChatHub.MarkRead))]
    [InlineData(nameof(IChatHub.WhoIsOnline))]
    [InlineData(nameof(IChatHub.Questions))]
    public async Task Reading_costs_the_user_a_fraction_of_a_call_on_all_connections_together(string method)
    {
        await using var nodes = await StartAsync(("SendsPerSecond", "10"), ("PerUser:CallsPerSecond", Never), ("PerUser:CallBurst", "4"));
        var room = NewRoom();
        await using var first = await nodes.One.ConnectAsync(Id("ada"));
        await using var second = await nodes.One.ConnectAsync(Id("ada"));
        await first.JoinAsync(room);
        await second.JoinAsync(room);
        Task ReadAsync(TestClient client) =>
            client.CallAsync<object?>(method, new RawJson($$"""{"room":"{{room}}","before":0,"limit":1,"seq":1}"""));
        for (var reads = 0; reads < 10; reads++)
        {
            await ReadAsync(first);
        }

        await RefusedAsync(
            ChatErrors.RateLimited,
            async () =>
            {
                for (var reads = 0; reads < 11; reads++)
                {
                    await ReadAsync(second);
                }
            });
    }

    [Fact]
    public async Task A_user_has_a_limited_number_of_connections_in_the_cluster()
    {
        await using var nodes = await StartAsync(("PerUser:Connections", "2"));
        var first = await nodes.One.ConnectAsync(Id("ada"));
        await using var second = await nodes.Two.ConnectAsync(Id("ada"));
        await first.JoinAsync(NewRoom());
        await second.JoinAsync(NewRoom());
        Assert.Equal(ChatErrors.TooManyConnections, await ConnectRefusedAsync(nodes.One, "ada"));
        Assert.Equal(ChatErrors.TooManyConnections, await ConnectRefusedAsync(nodes.Two, "ada"));
        await using var bob = await nodes.One.ConnectAsync(Id("bob"));
        await bob.JoinAsync(NewRoom());

        await first.DisposeAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await using var next = await nodes.Two.ConnectAsync(Id("ada"));
                try
                {
                    await next.JoinAsync(NewRoom());
                    return true;
                }
                catch (Exception refused) when (refused is HubException or InvalidOperationException or OperationCanceledException)
                {
                    return false;
                }
            },
            "a closed connection makes room for another");
    }

    [Fact]
    public async Task A_network_has_a_limited_number_of_connections_in_the_cluster()
    {
        await using var nodes = await StartAsync(("PerNetwork:Connections", "2"));
        await using var ada = await nodes.One.ConnectAsync(Id("ada"), "2001:db8:1:2::1");
        await using var bob = await nodes.Two.ConnectAsync(Id("bob"), "2001:db8:1:2::2");
        await ada.JoinAsync(NewRoom());
        await bob.JoinAsync(NewRoom());
        Assert.Equal(ChatErrors.TooManyConnections, await ConnectRefusedAsync(nodes.One, "cem", "2001:db8:1:2::3"));
        await using var cem = await nodes.One.ConnectAsync(Id("cem"), "2001:db8:1:3::3");
        await cem.JoinAsync(NewRoom());
    }

    [Fact]
    public async Task A_user_creates_a_limited_number_of_rooms_in_the_cluster()
    {
        await using var nodes = await StartAsync(("PerUser:NewRoomsPerHour", "3"));
        await using var ada = await nodes.One.ConnectAsync(Id("ada"));
        await using var elsewhere = await nodes.Two.ConnectAsync(Id("ada"));
        await using var bob = await nodes.Two.ConnectAsync(Id("bob"));
        var (made, joined) = (NewRoom(), NewRoom());
        await CreateAsync(ada, made);
        await elsewhere.JoinAsync(joined);
        await CreateAsync(elsewhere, NewRoom());
        await RefusedAsync(ChatErrors.TooMany, () => CreateAsync(ada, NewRoom()));
        await RefusedAsync(ChatErrors.TooMany, () => elsewhere.JoinAsync(NewRoom()));
        await Eventually.TrueAsync(
            async () => await nodes.One.Redis.GetDatabase().HashExistsAsync("chat:users:names", Id("bob")), "bob to be known");
        await RefusedAsync(
            ChatErrors.TooMany,
            () => ada.CallAsync<RoomResult>(nameof(IChatHub.OpenDirect), new OpenDirectRequest { Users = [Id("bob")] }));

        // Rooms that exist are no new ones.
        await ada.JoinAsync(made);
        await ada.JoinAsync(joined);
        await CreateAsync(bob, NewRoom());
    }

    private static string NewRoom() => $"room-{Guid.NewGuid():N}";

    private static Task<RoomResult> CreateAsync(TestClient client, string room) =>
        client.CallAsync<RoomResult>(nameof(IChatHub.CreateRoom), new NewRoomRequest { Room = room });

    private static async Task RefusedAsync(string code, Func<Task> call) =>
        Assert.Equal(code, ChatErrors.CodeOf((await Assert.ThrowsAsync<HubException>(call)).Message));

    /// <summary>Joins and sends 20 messages, as a connection's own burst allows, or until a call is refused.</summary>
    private static async Task<int> SendUntilRefusedAsync(TestClient client, string room)
    {
        var sent = 0;
        try
        {
            await client.JoinAsync(room);
            for (; sent < 20; sent++)
            {
                await client.SendAsync(room, "hello");
            }
        }
        catch (HubException refused)
        {
            Assert.Equal(ChatErrors.RateLimited, ChatErrors.CodeOf(refused.Message));
        }

        return sent;
    }

    private string Id(string name) => $"{name}-{_run}";

    private async Task<string> ConnectRefusedAsync(Node node, string name, string? from = null)
    {
        await using var connection = node.NewConnection(Id(name), from);
        var closed = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Closed += error =>
        {
            closed.TrySetResult(error);
            return Task.CompletedTask;
        };
        await connection.StartAsync();
        var error = await closed.Task.WaitAsync(Eventually.Bound);
        Assert.Contains($"{ChatErrors.TooManyConnections}: ", error?.Message, StringComparison.Ordinal);
        return ChatErrors.TooManyConnections;
    }

    private async Task<TwoNodes> StartAsync(params (string Limit, string Value)[] limits)
    {
        var settings = limits.ToDictionary(limit => $"Chat:Limits:{limit.Limit}", string? (limit) => limit.Value);
        var nodes = new TwoNodes(
            await Node.StartAsync("chatnode-1", store.ConnectionString, settings),
            await Node.StartAsync("chatnode-2", store.ConnectionString, settings));
        var ids = new[] { nodes.One, nodes.Two }.Select(node => node.Services.GetRequiredService<NodeIdentity>().Id).ToList();
        await Eventually.TrueAsync(
            () => new[] { nodes.One, nodes.Two }.All(node => ids.TrueForAll(node.Services.GetRequiredService<NodeRegistry>().IsLive)),
            "both know each other");
        return nodes;
    }

    private sealed record TwoNodes(Node One, Node Two) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await One.DisposeAsync();
            await Two.DisposeAsync();
        }
    }
}

public sealed class LimitTestsOnRedis(RedisStore store) : LimitTests(store), IClassFixture<RedisStore>;

public sealed class LimitTestsOnEmbeddedRedis(EmbeddedStore store) : LimitTests(store), IClassFixture<EmbeddedStore>;

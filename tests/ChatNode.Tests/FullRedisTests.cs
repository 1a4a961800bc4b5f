using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests;

/// <summary>Redis has reached its memory limit.</summary>
public sealed class FullRedisTests : IAsyncLifetime
{
    private const string Room = "full-room";

    private RedisServer _redis = null!;
    private Node _node = null!;
    private TestClient _alice = null!;
    private ConnectionMultiplexer _operator = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartNewAsync();
        _node = await Node.StartAsync("chatnode-1", _redis.Address);
        _alice = await _node.ConnectAsync("alice");
        await _alice.JoinAsync(Room);
        await _alice.SendAsync(Room, "before");
        _operator = await ConnectionMultiplexer.ConnectAsync($"{_redis.Address},allowAdmin=true");
    }

    public async ValueTask DisposeAsync()
    {
        await _operator.DisposeAsync();
        await _alice.DisposeAsync();
        await _node.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task In_a_full_Redis_sending_is_refused_as_full_and_reading_and_deleting_go_on()
    {
        var sent = await _alice.SendAsync(Room, "to be deleted");
        await SetLimitAsync("1mb");
        var refused = await Assert.ThrowsAsync<HubException>(() => _alice.SendAsync(Room, "too much"));
        Assert.Equal(ChatErrors.Full, ChatErrors.CodeOf(refused.Message));

        await using var bob = await _node.ConnectAsync("bob");
        var joined = await bob.JoinAsync(Room);
        Assert.Contains(joined.Events, roomEvent => roomEvent.Text == "before");
        await _alice.CallAsync<ChangeResult>(nameof(IChatHub.Delete), new DeleteRequest { Room = Room, Seq = sent.Seq });
        await bob.Connection.InvokeAsync(nameof(IChatHub.MarkRead), new MarkReadRequest { Room = Room, Seq = joined.Head });
        await Eventually.TrueAsync(
            () => bob.Events.Any(roomEvent => roomEvent.Kind == EventKind.Delete && roomEvent.Target == sent.Seq), "the deletion");
        await Eventually.TrueAsync(
            async () => (await _alice.CallAsync<OnlineResult>(
                nameof(IChatHub.WhoIsOnline), new OnlineRequest { Room = Room })).OnlineCount == 2,
            "two online");

        await SetLimitAsync("0");
        await _alice.SendAsync(Room, "after");
        await Eventually.TrueAsync(() => bob.Texts.Contains("after"), "the message after memory was freed");
    }

    [Fact]
    public async Task In_a_full_Redis_new_rooms_are_refused_as_full_and_owners_go_on_moderating()
    {
        await using var bob = await _node.ConnectAsync("bob");
        await bob.JoinAsync(Room);
        var invitation = await _alice.CallAsync<Invitation>(
            nameof(IChatHub.CreateInvitation), new CreateInvitationRequest { Room = Room });
        await SetLimitAsync("1mb");

        var refused = await Assert.ThrowsAsync<HubException>(() => _alice.JoinAsync("full-new-room"));
        Assert.Equal(ChatErrors.Full, ChatErrors.CodeOf(refused.Message));
        var several = await _alice.JoinManyAsync([new JoinRequest { Room = Room }, new JoinRequest { Room = "full-new-room" }]);
        Assert.Equal(["", ChatErrors.Full], several.Rooms.Select(one => one.Error is { } error ? ChatErrors.CodeOf(error) : ""));
        Assert.False(await _operator.GetDatabase().SetContainsAsync("chat:rooms", "full-new-room"));
        Assert.False(await _operator.GetDatabase().KeyExistsAsync("chat:{full-new-room}:settings"));

        await _alice.CallAsync<object?>(
            nameof(IChatHub.SetRole), new SetRoleRequest { Room = Room, User = "bob", Role = RoomRole.Moderator });
        await _alice.CallAsync<object?>(nameof(IChatHub.ChangeRoom), new RoomChangeRequest { Room = Room, ReadOnly = true });
        await _alice.CallAsync<object?>(
            nameof(IChatHub.RevokeInvitation), new RevokeInvitationRequest { Room = Room, Token = invitation.Token });
        await _alice.CallAsync<object?>(nameof(IChatHub.RemoveMember), new RemoveMemberRequest { Room = Room, User = "bob" });
        Assert.True(await _operator.GetDatabase().HashExistsAsync($"chat:{{{Room}}}:removed", "bob"));

        await SetLimitAsync("0");
        await _alice.JoinAsync("full-new-room");
        await _alice.SendAsync("full-new-room", "after");
    }

    [Fact]
    public async Task A_node_stays_registered_in_a_full_Redis_and_a_new_one_can_start()
    {
        await SetLimitAsync("1mb");
        await using var second = await Node.StartAsync("chatnode-2", _redis.Address);
        var registry = _node.Services.GetRequiredService<NodeRegistry>();
        await Eventually.TrueAsync(
            async () => (await registry.ReadAsync()).Select(node => node.Name).SequenceEqual(["chatnode-1", "chatnode-2"]), "both nodes");

        // Longer than a lease.
        var expired = DateTimeOffset.UtcNow + NodeRegistry.Lease + TimeSpan.FromSeconds(2);
        while (DateTimeOffset.UtcNow < expired)
        {
            Assert.Equal(["chatnode-1", "chatnode-2"], (await registry.ReadAsync()).Select(node => node.Name));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Health_and_metrics_report_a_full_Redis_until_it_has_memory_again()
    {
        using var http = new HttpClient { BaseAddress = _node.Url };
        using var gauge = new CounterReading(_node, "chat.redis.full");
        await SetLimitAsync("1mb");
        await Eventually.TrueAsync(
            async () => (await http.GetStringAsync(new Uri("/health", UriKind.Relative))) is var text
                && text.StartsWith(nameof(HealthStatus.Degraded), StringComparison.Ordinal)
                && text.Contains($"Redis at {_redis.Address} is full", StringComparison.Ordinal),
            "degraded");
        await Eventually.TrueAsync(() => gauge.Read() == 1, "the metric");
        await SetLimitAsync("0");
        await Eventually.TrueAsync(
            async () => (await http.GetStringAsync(new Uri("/health", UriKind.Relative)))
                .StartsWith(nameof(HealthStatus.Healthy), StringComparison.Ordinal),
            "healthy");
        await Eventually.TrueAsync(() => gauge.Read() == 0, "the metric is back");
    }

    private Task<RedisResult> SetLimitAsync(string limit) => _operator.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", limit);
}

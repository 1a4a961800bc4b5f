using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace AspireChat.ChatNode.Tests;

/// <summary>What is addressed to users and to everyone, on two nodes.</summary>
public sealed class BackplaneTests(RedisStore store) : TwoNodeTests(store), IClassFixture<RedisStore>
{
    [Fact]
    public async Task A_notice_to_a_user_reaches_all_their_devices_in_each_protocol_and_nobody_else()
    {
        var ada = $"ada-{Guid.NewGuid():N}";
        await using var here = await One.ConnectAsync(ada);
        await using var second = await One.ConnectAsync(ada);
        await using var elsewhere = await Two.ConnectAsync(ada);
        await using var packed = new TestClient(Two.NewMessagePackConnection(ada));
        await packed.Connection.StartAsync();
        await using var bob = await Two.ConnectAsync("bob");
        await using var gone = await Two.ConnectAsync(ada);
        await gone.DisposeAsync();
        TestClient[] adas = [here, second, elsewhere, packed];

        // A call is answered only after the connection was registered.
        await Task.WhenAll(adas.Append(bob).Select(client => client.Connection.InvokeAsync(nameof(IChatHub.Hello))));

        await Clients(One).User(ada).Notify(new Notice { Kind = NoticeKind.Operator, Text = "to Ada" });
        await Clients(One).All.Notify(new Notice { Kind = NoticeKind.Announcement, Text = "to all" });

        await Eventually.TrueAsync(
            () => adas.Append(bob).All(client => client.Notices.Any(notice => notice.Text == "to all")), "the announcement for everyone");
        Assert.All(adas, client => Assert.Equal(["to Ada", "to all"], client.Notices.Select(notice => notice.Text)));
        Assert.Equal(["to all"], bob.Notices.Select(notice => notice.Text));
    }

    [Fact]
    public async Task A_connection_makes_no_subscription_of_its_own()
    {
        await using var first = await One.ConnectAsync("first");
        var before = await SubscriptionsAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => One.ConnectAsync($"user-{number}")));
        Assert.Equal(before, await SubscriptionsAsync());
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_client_that_does_not_read_keeps_a_bounded_number_of_notices_waiting_and_delays_nobody()
    {
        await using var stuck = await StuckClient.JoinAsync(One.Url, One.Token("stuck"), "notices");
        await using var reader = await One.ConnectAsync("reader");
        await reader.Connection.InvokeAsync(nameof(IChatHub.Hello));
        var connections = One.Services.GetRequiredService<OpenConnections>();
        var connection = await Eventually.GetAsync(
            () => Task.FromResult(connections.All.SingleOrDefault(one => one.Caller.User == "stuck")), "the stuck client");
        var text = new string('x', 8_000);
        const int notices = 2_000;
        for (var number = 1; number <= notices; number++)
        {
            await Clients(Two).All.Notify(new Notice { Kind = NoticeKind.Announcement, Text = $"{number} {text}" });
        }

        await Eventually.TrueAsync(
            () => reader.Notices.Any(notice => notice.Text!.StartsWith($"{notices} ", StringComparison.Ordinal)), "the last notice");
        Assert.Equal(ClientConnection.MaxWaitingNotices, connection.WaitingNotices);
    }

    private static IHubClients<IChatClient> Clients(Node node) => node.Services.GetRequiredService<IHubClients<IChatClient>>();

    private async Task<IEnumerable<string>> SubscriptionsAsync()
    {
        var channels = await One.Redis.GetServers().Single().SubscriptionChannelsAsync();
        return channels.Select(channel => $"{channel}").Order();
    }
}

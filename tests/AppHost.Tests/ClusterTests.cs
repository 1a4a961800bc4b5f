using AspireChat.AppHost.Tests.Fixtures;
using AspireChat.Client;
using AspireChat.Testing;

namespace AspireChat.AppHost.Tests;

[Collection(RunningCluster.CollectionName)]
public sealed class ClusterTests(RunningCluster cluster)
{
    [Fact(Skip = Containers.Missing, SkipUnless = nameof(Containers.Available), SkipType = typeof(Containers))]
    public async Task Two_users_on_two_nodes_see_messages_in_the_same_order()
    {
        await using var alice = await cluster.ConnectAsync("alice", 'a');
        await using var bob = await cluster.ConnectAsync("bob", 'b');
        Assert.NotEqual(alice.Node, bob.Node);

        var room = NewRoom();
        await JoinAsync(room, alice, bob);
        for (var i = 0; i < 10; i++)
        {
            var (from, text) = (i % 2 == 0 ? alice : bob, $"message {i}");
            from.Chat.Send(room, text);
            await bob.SeesAsync(Messages(i + 1));
        }

        await alice.SeesAsync(Messages(10));
    }

    [Fact(Skip = Containers.Missing, SkipUnless = nameof(Containers.Available), SkipType = typeof(Containers))]
    public async Task Killing_a_node_loses_no_message_and_its_users_move_to_other_nodes()
    {
        await using var alice = await cluster.ConnectAsync("alice", 'a');
        await using var bob = await cluster.ConnectAsync("bob", 'b');
        var room = NewRoom();
        await JoinAsync(room, alice, bob);
        alice.Chat.Send(room, "message 0");
        await bob.SeesAsync(Messages(1));

        var killed = alice.Node;
        Assert.StartsWith($"{killed} was killed.", await cluster.CommandAsync(killed, "kill"), StringComparison.Ordinal);
        await cluster.EndedAsync(killed);
        for (var i = 1; i < 20; i++)
        {
            bob.Chat.Send(room, $"message {i}");
        }

        await bob.SeesAsync(Messages(20));
        await alice.SeesAsync(Messages(20));
        Assert.NotEqual(killed, alice.Node);

        await cluster.CommandAsync(killed, "start");
        await cluster.SlotAsync(killed, "up");
    }

    [Fact(Skip = Containers.Missing, SkipUnless = nameof(Containers.Available), SkipType = typeof(Containers))]
    public async Task A_drained_node_moves_its_users_to_other_nodes_and_stops()
    {
        await using var alice = await cluster.ConnectAsync("alice", 'a');
        await using var bob = await cluster.ConnectAsync("bob", 'b');
        var room = NewRoom();
        await JoinAsync(room, alice, bob);

        var drained = alice.Node;
        Assert.StartsWith($"{drained} drains: ", await cluster.CommandAsync(drained, "drain"), StringComparison.Ordinal);
        await cluster.SlotAsync(drained, "draining");
        alice.Chat.Send(room, "message 0");
        await Eventually.TrueAsync(() => alice.Chat.Status == ConnectionStatus.Online && alice.Node != drained, "alice on another node");
        bob.Chat.Send(room, "message 1");
        await alice.SeesAsync(Messages(2));
        await cluster.EndedAsync(drained);

        await cluster.CommandAsync(drained, "start");
        await cluster.SlotAsync(drained, "up");
    }

    [Fact(Skip = Containers.Missing, SkipUnless = nameof(Containers.Available), SkipType = typeof(Containers))]
    public async Task The_connections_command_lists_the_users_of_a_node_and_their_rooms()
    {
        await using var alice = await cluster.ConnectAsync("alice", 'a');
        var room = NewRoom();
        await JoinAsync(room, alice);

        var shown = "";
        await Eventually.TrueAsync(
            async () => (shown = (await cluster.CommandAsync(alice.Node, "connections")).Replace("\\", "", StringComparison.Ordinal))
                .Contains(room, StringComparison.Ordinal),
            $"{room} among the rooms of {alice.Node}");
        Assert.StartsWith($"{alice.Node} has ", shown, StringComparison.Ordinal);
        Assert.Contains("| alice ", shown, StringComparison.Ordinal);
    }

    [Fact(Skip = Containers.Missing, SkipUnless = nameof(Containers.Available), SkipType = typeof(Containers))]
    public async Task Starting_a_spare_node_adds_it_to_the_cluster()
    {
        await cluster.CommandAsync("chatnode-4", "start");
        await cluster.HealthyAsync("chatnode-4");
        await cluster.SlotAsync("chatnode-4", "up");
    }

    [Fact(Skip = Containers.Missing, SkipUnless = nameof(Containers.Available), SkipType = typeof(Containers))]
    public async Task The_page_and_the_health_check_are_served_at_the_public_address()
    {
        using var http = new HttpClient { BaseAddress = cluster.Address };
        Assert.Contains("<!DOCTYPE html>", await http.GetStringAsync("/"), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("Healthy", await http.GetStringAsync("/health"), StringComparison.Ordinal);
    }

    private static string NewRoom() => $"room-{Guid.NewGuid():n}";

    private static IEnumerable<string> Messages(int count) => Enumerable.Range(0, count).Select(i => $"message {i}");

    private static async Task JoinAsync(string room, params TestUser[] users)
    {
        foreach (var user in users)
        {
            await user.Chat.JoinAsync(room).WaitAsync(Eventually.Bound);
        }
    }
}

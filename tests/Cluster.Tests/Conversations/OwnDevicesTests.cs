using AspireChat.Client;
using AspireChat.Cluster.Tests.Nodes;
using AspireChat.Contracts;

namespace AspireChat.Cluster.Tests.Conversations;

/// <summary>A user's devices on two nodes, one of which dies.</summary>
public sealed class OwnDevicesTests
{
    private const string Start = "own-devices";

    [Fact]
    public async Task A_device_whose_node_died_catches_up_with_the_other_device_after_reconnecting()
    {
        await using var cluster = await ClusterProcess.StartAsync(
            ["--nodes", "2"], new Dictionary<string, string?> { ["Chat__Limits__SendsPerSecond"] = "0" });
        var hubs = cluster.Info.Nodes.Select(node => new Uri(node.Url, ChatProtocol.HubPath)).ToList();
        await using var phone = await Member.JoinAsync("ada", cluster, hubs[0], Start);
        await using var laptop = await Member.JoinAsync("ada", cluster, hubs[1], Start);
        await using var bob = await Member.JoinAsync("bob", cluster, hubs[1], Start);
        await phone.Connection.SetAwayAsync(true);
        await laptop.Connection.SetAwayAsync(true);
        await IsAsync(bob, UserState.Away);

        await cluster.EndNodeAsync("kill", 1);
        await Eventually.TrueAsync(() => phone.Connection.Status != ConnectionStatus.Online, "the phone to be offline");
        var picture = Tokens.Attachment("bob", cluster.Info.SigningKey, "cat.png", "image/png", 12);
        var direct = await bob.Connection.OpenDirectAsync(["ada"]);
        await bob.Connection.JoinAsync(direct);
        var sent = await bob.Connection.Send(direct, "can you see the picture, @ADA?", attachments: [picture]).Completion;
        await Eventually.TrueAsync(
            async () => (await laptop.Connection.MyRoomsAsync()).Any(room => room.Room == direct), "the room on the laptop");
        await laptop.Connection.LeaveAsync(Start);

        await cluster.StartNodeAsync(1);
        await Eventually.TrueAsync(() => phone.Connection.Status == ConnectionStatus.Online, "the phone to be online");
        await Eventually.TrueAsync(
            async () => (await phone.Connection.MyRoomsAsync()).Any(room => room.Room == direct), "the room on the phone");
        var mine = (await phone.Connection.MyRoomsAsync(direct)).Single();
        Assert.Equal((RoomKind.Direct, 1), (mine.Kind, mine.Unread));

        // What it was told before holds on its new connection too.
        await IsAsync(bob, UserState.Away);
        await phone.Connection.JoinAsync(direct);
        var found = (await phone.Connection.SearchAsync(direct, "PICTURE")).Events.Single();
        Assert.Equal(sent.Seq, found.Seq);
        Assert.Equal([picture], found.Attachments!);
        await phone.Connection.PinAsync(direct, sent.Seq);
        Assert.Equal([sent.Seq], (await bob.Connection.PinsAsync(direct)).Events.Select(pin => pin.Seq));
        await phone.Connection.MarkReadAsync(direct, sent.Seq);
        await Eventually.TrueAsync(
            async () => (await laptop.Connection.MyRoomsAsync(direct)).Single().Unread == 0, "the laptop to know what was read");
    }

    private static Task IsAsync(Member who, string state) => Eventually.TrueAsync(
        async () => (await who.Connection.PresenceAsync(["ada"])) is [var ada] && ada.State == state, $"ada to be {state}");
}

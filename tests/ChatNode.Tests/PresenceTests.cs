using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;

namespace AspireChat.ChatNode.Tests;

/// <summary>Who is online in a room, on two nodes.</summary>
public sealed class PresenceTests(RedisStore store) : TwoNodeTests(store), IClassFixture<RedisStore>
{
    [Fact]
    public async Task Whoever_joins_just_after_somebody_came_on_another_node_knows_of_them()
    {
        const string Room = "just-after";
        await using var carol = await One.ConnectAsync("carol");
        await using var grace = await Two.ConnectAsync("grace");
        await using var ada = await One.ConnectAsync("ada");
        await carol.JoinAsync(Room);
        await Eventually.TrueAsync(() => Told("carol"), "Carol is announced");
        await grace.JoinAsync(Room);
        await Eventually.TrueAsync(() => Told("grace"), "Grace is announced");
        var joined = await ada.JoinAsync(Room);
        Assert.Equal(["ada", "carol", "grace"], joined.Online.Select(user => user.User).Order());
        Assert.Equal(3, joined.OnlineCount);

        bool Told(string user) =>
            carol.Ephemeral.Any(e => e.Kind == EventKind.Presence && e.Online?.Any(online => online.User == user) == true);
    }
}

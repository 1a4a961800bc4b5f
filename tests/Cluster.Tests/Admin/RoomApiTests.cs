using System.Net;
using System.Text.Json.Nodes;
using AspireChat.Contracts;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary><c>/rooms</c> of the admin API.</summary>
[Collection(ModeratedCluster.CollectionName)]
public sealed class RoomApiTests(ModeratedCluster site)
{
    [Fact]
    public async Task A_room_is_created_and_shown_with_its_members_and_rate()
    {
        var room = HubUser.NewName("room");
        var made = await site.Admin.CallAsync(
            HttpMethod.Post, "rooms", new { room, title = "茶", topic = "Tea", description = "All about tea", slowModeSeconds = 0 });
        Assert.Equal(("Tea", 0), ((string?)made!["topic"], (int)made["members"]!));
        Assert.Equal("茶", (string?)made["title"]);
        Assert.NotEqual("", (string?)made["epoch"]);
        await using var one = await HubUser.ConnectAsync(site.Cluster, 0, HubUser.NewName("one"));
        await using var two = await HubUser.ConnectAsync(site.Cluster, 1, HubUser.NewName("two"));
        var joined = await one.JoinAsync(room);
        Assert.Equal(("Tea", null), (joined.Topic, joined.Role));
        await two.JoinAsync(room);
        for (var i = 0; i < 20; i++)
        {
            await one.SendAsync(room, $"message {i}");
        }

        await Eventually.TrueAsync(async () => (int)(await RoomAsync(room))["online"]! == 2, "two online");
        var shown = await RoomAsync(room);
        Assert.Equal(2, (int)shown["members"]!);
        Assert.Equal(22, (long)shown["head"]!);
        Assert.Equal(22, (double)shown["eventsPerMinute"]!);
        Assert.True((long)shown["lastEventAt"]! >= (long)shown["createdAt"]!);

        using var twice = await site.Admin.SendAsync(HttpMethod.Post, "rooms", new { room });
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
    }

    [Fact]
    public async Task A_private_room_can_be_made_public_and_its_kind_never_changes()
    {
        var room = HubUser.NewName("room");
        var made = await site.Admin.CallAsync(HttpMethod.Post, "rooms", new { room, @private = true, kind = RoomKind.Questions });
        Assert.Equal((true, RoomKind.Questions), ((bool)made!["private"]!, (string?)made["kind"]));
        await using var stranger = await HubUser.ConnectAsync(site.Cluster, 0, HubUser.NewName("user"));
        Assert.Equal(ChatErrors.Private, await HubUser.CodeOfAsync(stranger.JoinAsync(room)));
        var opened = await site.Admin.CallAsync(HttpMethod.Patch, $"rooms/{room}", new { @private = false });
        Assert.Equal((false, RoomKind.Questions), ((bool)opened!["private"]!, (string?)opened["kind"]));
        var joined = await stranger.JoinAsync(room);
        Assert.Equal((null, RoomKind.Questions), (joined.Private, joined.Kind));
    }

    [Fact]
    public async Task Rooms_and_members_are_listed_in_pages()
    {
        var prefix = HubUser.NewName("list");
        for (var i = 0; i < 5; i++)
        {
            await site.Admin.CallAsync(HttpMethod.Post, "rooms", new { room = $"{prefix}-{i}" });
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{prefix}-{i}"), await AllAsync("rooms", $"query={prefix}", "room"));
        var users = new List<HubUser>();
        for (var i = 0; i < 5; i++)
        {
            users.Add(await HubUser.ConnectAsync(site.Cluster, i % 3, $"{prefix}-user-{i}"));
            await users[i].JoinAsync($"{prefix}-0");
        }

        Assert.Equal(users.Select(user => user.User), await AllAsync($"rooms/{prefix}-0/members", "", "user"));
        await Task.WhenAll(users.Select(user => user.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_bot_posts_once_for_each_id_and_the_system_can_post()
    {
        var room = HubUser.NewName("room");
        await using var member = await HubUser.ConnectAsync(site.Cluster, 1, HubUser.NewName("user"));
        await member.JoinAsync(room);
        var path = $"rooms/{room}/messages";
        var first = await site.Admin.CallAsync(HttpMethod.Post, path, new { id = "build-7", text = "The build is green.", bot = "ci" });
        var again = await site.Admin.CallAsync(HttpMethod.Post, path, new { id = "build-7", text = "The build is green.", bot = "ci" });
        await site.Admin.CallAsync(HttpMethod.Post, path, new { text = "Maintenance at noon." });
        Assert.Equal((long)first!["seq"]!, (long)again!["seq"]!);
        Assert.True((bool)again["duplicate"]!);
        await Eventually.TrueAsync(
            () => member.Events.Any(e => e.User == "system" && e.Text == "Maintenance at noon."), "the system posted");
        var bot = Assert.Single(member.Events, e => e.Id == "build-7");
        Assert.Equal(("bot:ci", "ci", EventKind.Message), (bot.User, bot.Name, bot.Kind));
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => HubUser.ConnectAsync(site.Cluster, 0, "bot:ci"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task History_is_read_in_pages_and_a_message_is_deleted()
    {
        var room = HubUser.NewName("room");
        await using var member = await HubUser.ConnectAsync(site.Cluster, 1, HubUser.NewName("user"));
        await member.JoinAsync(room);
        for (var i = 0; i < 10; i++)
        {
            await member.SendAsync(room, $"message {i}");
        }

        var newest = await site.Admin.GetAsync($"rooms/{room}/messages?limit=4");
        Assert.Equal([8L, 9, 10, 11], newest!["events"]!.AsArray().Select(e => (long)e!["seq"]!));
        Assert.True((bool)newest["more"]!);
        var older = await site.Admin.GetAsync($"rooms/{room}/messages?limit=200&before=8");
        Assert.Equal(7, older!["events"]!.AsArray().Count);
        await site.Admin.CallAsync(HttpMethod.Delete, $"rooms/{room}/messages/5");
        await Eventually.TrueAsync(
            () => member.Events.Any(e => e is { Kind: EventKind.Delete, Target: 5, User: "system" }), "the members see it");
        using var noMessage = await site.Admin.SendAsync(HttpMethod.Delete, $"rooms/{room}/messages/1");
        Assert.Equal(HttpStatusCode.NotFound, noMessage.StatusCode);
    }

    [Theory]
    [InlineData("GET", "rooms/no-such-room", null, HttpStatusCode.NotFound, "no-such-room")]
    [InlineData("PATCH", "rooms/no-such-room", """{"topic":"x"}""", HttpStatusCode.NotFound, "no-such-room")]
    [InlineData("DELETE", "rooms/no-such-room", null, HttpStatusCode.NotFound, "no-such-room")]
    [InlineData("GET", "rooms/no-such-room/members", null, HttpStatusCode.NotFound, "no-such-room")]
    [InlineData("GET", "rooms/no-such-room/messages", null, HttpStatusCode.NotFound, "no-such-room")]
    [InlineData("POST", "rooms/no-such-room/messages", """{"text":"x"}""", HttpStatusCode.NotFound, "no-such-room")]
    [InlineData("POST", "rooms", """{"room":"No Room"}""", HttpStatusCode.BadRequest, "1 to 64")]
    [InlineData("POST", "rooms", """{"room":"dm-x"}""", HttpStatusCode.BadRequest, "direct rooms")]
    [InlineData("POST", "rooms", """{"room":"x","slowModeSeconds":3601}""", HttpStatusCode.BadRequest, "0 to 3600")]
    [InlineData("POST", "rooms", """{"room":"x","kind":"direct"}""", HttpStatusCode.BadRequest, "questions")]
    [InlineData("PATCH", "rooms/{0}", """{"kind":"questions"}""", HttpStatusCode.BadRequest, "kind")]
    [InlineData("PATCH", "rooms/{0}", """{"slowModeSeconds":-1}""", HttpStatusCode.BadRequest, "0 to 3600")]
    [InlineData("PATCH", "rooms/{0}", """{"topic":"LONG"}""", HttpStatusCode.BadRequest, "at most 250")]
    [InlineData("POST", "rooms/{0}/messages", """{"text":""}""", HttpStatusCode.BadRequest, "1 to 4000")]
    [InlineData("POST", "rooms/{0}/messages", """{"text":"LONG"}""", HttpStatusCode.BadRequest, "at most 4000")]
    [InlineData("POST", "rooms/{0}/messages", """{"text":"x","id":"not an id"}""", HttpStatusCode.BadRequest, "1 to 64")]
    [InlineData("GET", "rooms/{0}/messages?limit=0", null, HttpStatusCode.BadRequest, "1 to 200")]
    [InlineData("PUT", "rooms/{0}/members/nobody/role", """{"role":"owner"}""", HttpStatusCode.NotFound, "nobody")]
    [InlineData("PUT", "rooms/{0}/members/nobody/role", """{"role":"king"}""", HttpStatusCode.BadRequest, "moderator")]
    [InlineData("DELETE", "rooms/{0}/members/nobody", null, HttpStatusCode.NotFound, "nobody")]
    public async Task Invalid_calls_are_refused_with_a_reason(
        string method, string path, string? body, HttpStatusCode status, string detail)
    {
        var room = HubUser.NewName("room");
        await site.Admin.CallAsync(HttpMethod.Post, "rooms", new { room });
        var json = body?.Replace("LONG", new string('x', 4_001), StringComparison.Ordinal);
        using var content = json is null ? null : new StringContent(json, null, "application/json");
        using var answer = await site.Admin.SendAsync(new HttpMethod(method), string.Format(null, path, room), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, text);
        Assert.Contains(detail, (string?)JsonNode.Parse(text)!["detail"], StringComparison.Ordinal);
    }

    private async Task<JsonNode> RoomAsync(string room) => (await site.Admin.GetAsync($"rooms/{room}"))!;

    private async Task<IReadOnlyList<string>> AllAsync(string path, string query, string key) =>
    [
        .. (await site.Admin.GetPagesAsync($"{path}?limit=2&{query}"))
            .SelectMany(page => page["items"]!.AsArray()).Select(item => (string)item![key]!),
    ];
}

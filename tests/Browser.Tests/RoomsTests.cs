using System.Text.Json;
using System.Text.RegularExpressions;

namespace AspireChat.Browser.Tests;

/// <summary>What two people on different nodes do with rooms, roles and direct messages.</summary>
public sealed class RoomsTests(ChatSite site)
{
    [Fact]
    public async Task The_room_list_and_unread_counts_are_the_same_on_all_devices()
    {
        var (room, other) = (ChatSite.NewRoom(), ChatSite.NewRoom());
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using var first = ada;
        await using var second = grace;
        await using var phone = await OtherDeviceAsync(ada);
        await Expect(Link(phone, room)).ToBeVisibleAsync();

        await ada.OpenAsync($"/r/{other}");
        await Expect(Link(phone, other)).ToBeVisibleAsync();
        await Link(phone, other).ClickAsync();
        await Expect(phone.Page).ToHaveURLAsync(new Regex($"/r/{other}$"));
        await Expect(Link(ada, other)).ToHaveAttributeAsync("aria-current", "page");
        await grace.SayAsync("news for @Ada");
        foreach (var device in new[] { ada, phone })
        {
            await Expect(Link(device, room).GetByTestId("unread")).ToHaveTextAsync("1 unread");
            await Expect(Link(device, room).GetByTestId("mentioned")).ToBeVisibleAsync();
        }

        await Link(phone, room).ClickAsync();
        await Expect(Link(ada, room).GetByTestId("unread")).ToHaveCountAsync(0);
        await ada.Page.ReloadAsync();
        await ada.NodeAsync();
        await Expect(Link(ada, room)).ToBeVisibleAsync();
        await Expect(Link(ada, room).GetByTestId("unread")).ToHaveCountAsync(0);

        await phone.Page.GetByTestId("leave").ClickAsync();
        await phone.Page.GetByTestId("leave-yes").ClickAsync();
        await Expect(Link(ada, room)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_room_has_a_name_in_any_script_and_a_fixed_place_in_the_list()
    {
        await using var ada = await site.VisitAsync($"/r/zz-{ChatSite.NewRoom()}");
        await ada.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        var title = $"产品讨论 {Random.Shared.Next(100_000)}";
        await ada.Page.GetByTestId("plus-room").ClickAsync();
        var dialog = ada.Page.GetByTestId("new-room-dialog");
        await dialog.GetByTestId("make-room").ClickAsync();
        await Expect(dialog.GetByLabel("Name")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(dialog.GetByTestId("name-problem")).ToHaveTextAsync("Please enter a name.");
        await dialog.GetByLabel("Name").FillAsync(title);
        await dialog.GetByLabel("Address").FillAsync("Not An Address");
        await dialog.GetByTestId("make-room").ClickAsync();
        await Expect(dialog.GetByLabel("Address")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(dialog.GetByTestId("address-problem")).ToContainTextAsync("1 to 64 characters");
        await dialog.GetByLabel("Address").FillAsync("");
        await Expect(dialog.GetByLabel("Address")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^room-[0-9a-f]{8}$"));
        var address = ChatSite.NewRoom();
        await dialog.GetByLabel("Address").FillAsync(address);
        await dialog.GetByLabel("Private").CheckAsync();
        await dialog.GetByTestId("make-room").ClickAsync();

        await Expect(ada.Page).ToHaveURLAsync(new Uri(site.Address, $"/r/{address}").ToString());
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(title);
        await Expect(Link(ada, title).GetByTestId("lock")).ToBeVisibleAsync();
        var order = await ada.Page.GetByTestId("room-link").AllTextContentsAsync();
        Assert.Equal(2, order.Count);
        await ada.SayAsync("the newest message");
        await ada.SeesAsync(1);
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.GetByTestId("room-link")).ToHaveTextAsync(order);

        await ada.Page.GetByTestId("room-settings").ClickAsync();
        await ada.Page.GetByTestId("room-title-field").FillAsync("Produkte");
        await ada.Page.GetByTestId("save-room").ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Produkte");
        await Expect(Link(ada, "Produkte")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Public_rooms_can_be_found_and_private_ones_joined_by_invitation()
    {
        var (open, closed) = (ChatSite.NewRoom(), ChatSite.NewRoom());
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(ChatSite.NewRoom());
        await using var first = ada;
        await using var second = grace;
        await MakeAsync(ada, open, "Gardens of Kew", secret: false);
        await MakeAsync(ada, closed, "Hidden gardens", secret: true);
        await Expect(ada.Page.GetByTestId("private")).ToBeVisibleAsync();

        await SearchAsync(grace, "gardens");
        var found = grace.Page.GetByTestId("listed-room");
        await Expect(found.Filter(new() { HasText = open })).ToContainTextAsync("Gardens of Kew");
        await Expect(found.Filter(new() { HasText = closed })).ToHaveCountAsync(0);
        await Axe.FindsNothingAsync(grace.Page);
        await found.Filter(new() { HasText = open }).GetByTestId("listed-join").ClickAsync();
        await Expect(grace.Page.GetByTestId("topic")).ToHaveTextAsync("Gardens of Kew");

        await ada.Page.GetByTestId("room-settings").ClickAsync();
        await ada.Page.GetByTestId("make-link").ClickAsync();
        var link = await ada.Page.GetByTestId("invitation-link").InputValueAsync();
        await ada.Page.GetByTestId("copy-link").ClickAsync();
        await Axe.FindsNothingAsync(ada.Page);
        await grace.OpenAsync($"/r/{closed}");
        await Expect(grace.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "private" })).ToBeVisibleAsync();
        await grace.Page.GotoAsync(link);
        await Expect(grace.Page).ToHaveURLAsync(new Regex($"/r/{closed}$"));
        await Expect(grace.Page.GetByTestId("topic")).ToHaveTextAsync("Hidden gardens");

        await grace.Page.GotoAsync("/i/no-such-invitation");
        await Expect(grace.Page.GetByTestId("invitation-problem")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_invitation_link_is_listed_and_does_not_work_after_it_was_revoked()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(ChatSite.NewRoom());
        await using var first = ada;
        await using var second = grace;
        await MakeAsync(ada, room, "Hidden gardens", secret: true);
        await Expect(ada.Page.GetByTestId("private")).ToBeVisibleAsync();
        await ada.Page.GetByTestId("room-settings").ClickAsync();
        await ada.Page.GetByTestId("make-link").ClickAsync();
        var link = await ada.Page.GetByTestId("invitation-link").InputValueAsync();
        var listed = ada.Page.GetByTestId("invitations").GetByRole(AriaRole.Listitem);
        await Expect(listed).ToHaveCountAsync(1);
        await Axe.FindsNothingAsync(ada.Page);

        await listed.GetByTestId("revoke-link").ClickAsync();
        await Expect(listed).ToHaveCountAsync(0);
        await Expect(ada.Page.GetByTestId("make-link")).ToBeVisibleAsync();
        await grace.Page.GotoAsync(link);
        await Expect(grace.Page.GetByTestId("invitation-problem")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_owner_changes_settings_and_moderates_members()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using var first = ada;
        await using var second = grace;

        await ChangeAsync(ada, "Only listening", readOnly: true, meanwhile: async () =>
        {
            await grace.MessageBox.PressSequentiallyAsync("what");
            await Expect(ada.Page.GetByTestId("typing")).ToHaveTextAsync("Grace is typing…");
        });
        await Expect(grace.Page.GetByTestId("topic")).ToHaveTextAsync("Only listening");
        await Expect(grace.Page.GetByTestId("about")).ToContainTextAsync("More about Only listening");
        await Expect(grace.Page.GetByTestId("no-composer")).ToBeVisibleAsync();
        await Expect(grace.MessageBox).ToHaveCountAsync(0);
        await Expect(ada.MessageBox).ToBeVisibleAsync();
        await ChangeAsync(ada, "Slowly", readOnly: false, pause: "30");
        await Expect(grace.MessageBox).ToBeVisibleAsync();
        await Expect(grace.Page.GetByTestId("slow-mode")).ToContainTextAsync("30");

        var person = ada.Page.GetByTestId("person").Filter(new() { HasText = "Grace" });
        await person.GetByRole(AriaRole.Button).First.ClickAsync();
        await Axe.FindsNothingAsync(ada.Page);
        await ada.SayAsync("the first");
        await grace.SeesAsync(1);
        await Expect(grace.Page.Locator("[data-action=pin]")).ToHaveCountAsync(0);
        await person.GetByTestId("role").SelectOptionAsync("moderator");
        await Expect(person.GetByTestId("role-chip")).ToHaveTextAsync("moderator");
        await Expect(grace.Page.Locator("[data-action=pin]")).ToHaveCountAsync(1);
        await Expect(grace.Page.GetByTestId("role-chip").GetByText("moderator")).ToHaveCountAsync(1);
        var notices = grace.Page.GetByTestId("notice").Filter(new() { HasText = "Ada changed the role of Grace to moderator" });
        await Expect(notices).ToHaveCountAsync(1);
        await person.GetByTestId("role").SelectOptionAsync("member");
        await Expect(grace.Page.Locator("[data-action=pin]")).ToHaveCountAsync(0);
        await Expect(person.GetByTestId("role-chip")).ToHaveCountAsync(0);

        await grace.MessageBox.FillAsync("what she was about to say");
        await person.GetByTestId("mute").ClickAsync();
        await person.GetByTestId("mute-for").SelectOptionAsync("5");
        await person.GetByTestId("reason").FillAsync("too loud");
        await Axe.FindsNothingAsync(ada.Page);
        await person.GetByTestId("mute-yes").ClickAsync();
        await Expect(person.GetByTestId("muted-chip")).ToBeVisibleAsync();
        await Expect(grace.Page.GetByTestId("no-composer")).ToContainTextAsync("too loud");
        await Expect(grace.Page.GetByTestId("no-composer")).ToContainTextAsync("muted until");
        await Axe.FindsNothingAsync(grace.Page);
        await person.GetByTestId("unmute").ClickAsync();
        await Expect(person.GetByTestId("muted-chip")).ToHaveCountAsync(0);
        await Expect(grace.MessageBox).ToHaveValueAsync("what she was about to say");
        await person.GetByTestId("remove").ClickAsync();
        await person.GetByTestId("reason").FillAsync("enough of it");
        await person.GetByTestId("remove-yes").ClickAsync();

        await Expect(grace.Page.GetByRole(AriaRole.Heading, new() { Name = "You are not in any room" })).ToBeVisibleAsync();
        await Expect(grace.Page.GetByTestId("news")).ToContainTextAsync(room);
        await Expect(grace.Page.GetByTestId("news")).ToContainTextAsync("enough of it");
        await Expect(ada.Page.GetByTestId("person")).ToHaveCountAsync(1);
        await Expect(ada.Page.GetByTestId("offline-person")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_user_is_away_when_the_page_is_hidden_and_offline_when_it_is_closed()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using var first = ada;
        var face = ada.Page.GetByTestId("person").Filter(new() { HasText = "Grace" }).GetByTestId("face");
        await Expect(face).ToHaveAttributeAsync("data-state", "online");

        await SeenAsync(grace, "hidden");
        await Expect(face).ToHaveAttributeAsync("data-state", "away");
        await SeenAsync(grace, "visible");
        await Expect(face).ToHaveAttributeAsync("data-state", "online");

        await grace.DisposeAsync();
        await Expect(ada.Page.GetByTestId("offline-person").Filter(new() { HasText = "Grace" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Direct_messages_work_with_optional_read_receipts()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using var first = ada;
        await using var second = grace;
        await grace.OpenSettingsAsync();
        await grace.Page.GetByTestId("read-receipts").CheckAsync();
        await grace.Page.Keyboard.PressAsync("Escape");

        await ada.Page.GetByTestId("new-message").ClickAsync();
        await ada.Page.GetByTestId("people-query").FillAsync("gra");
        await ada.Page.GetByTestId("known-person").CheckAsync();
        await Axe.FindsNothingAsync(ada.Page);
        await ada.Page.GetByTestId("begin-direct").ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Grace", Exact = true })).ToBeVisibleAsync();
        await ada.SayAsync("psst");

        var direct = grace.Page.GetByTestId("direct-link");
        await Expect(direct).ToContainTextAsync("Ada");
        await Expect(direct.GetByTestId("unread")).ToHaveTextAsync("1 unread");
        await Expect(ada.Page.GetByTestId("receipt")).ToHaveCountAsync(0);
        await direct.ClickAsync();
        await grace.SeesAsync(1);
        await Expect(ada.Page.GetByTestId("receipt")).ToHaveTextAsync("Read");

        await grace.SayAsync("what?");
        await ada.SeesAsync(2);
        await Expect(grace.Page.GetByTestId("receipt")).ToHaveCountAsync(0);
        var address = ada.Page.Url;
        await ada.OpenAsync($"/r/{room}");
        var person = ada.Page.GetByTestId("person").Filter(new() { HasText = "Grace" });
        await person.GetByRole(AriaRole.Button).First.ClickAsync();
        await person.GetByTestId("message-person").ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(address);
        await ada.SeesAsync(2);
    }

    [Fact]
    public async Task Rooms_that_are_not_joined_are_listed_and_updated()
    {
        var (longUnused, rooms) = (ChatSite.NewRoom(), Enumerable.Range(0, 60).Select(_ => ChatSite.NewRoom()).ToList());
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(longUnused);
        await using var first = ada;
        await using var second = grace;
        foreach (var room in rooms)
        {
            await ada.CallHubAsync("JoinRoom", new { room });
        }

        await ada.OpenAsync($"/r/{rooms[^1]}");
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.GetByTestId("room-link")).ToHaveCountAsync(rooms.Count + 1);
        await grace.SayAsync("news for @Ada");
        await Expect(Link(ada,
            longUnused).GetByTestId("mentioned"))
            .ToBeVisibleAsync(new() { Timeout = 2 * ChatSite.TimeoutMilliseconds }); // The page asks every 30 s.

        await ada.Page.GetByLabel("Find a room").FillAsync(longUnused);
        await Expect(ada.Page.GetByTestId("room-link")).ToHaveCountAsync(1);
        await Link(ada, longUnused).ClickAsync();
        await ada.SeesAsync(1);
        await Expect(Link(ada, longUnused).GetByTestId("unread")).ToHaveCountAsync(0);
        await ada.SayAsync("here");
        await grace.SeesAsync(2);
    }

    private static ILocator Link(Visitor visitor, string room) => visitor.Page.GetByTestId("room-link").Filter(new() { HasText = room });

    private async Task<Visitor> OtherDeviceAsync(Visitor visitor)
    {
        var session = await visitor.Page.EvaluateAsync<string>("sessionStorage.getItem('session')");
        var device = await site.VisitAsync("about:blank");
        await device.Page.AddInitScriptAsync($"sessionStorage.setItem('session', {JsonSerializer.Serialize(session)})");
        await device.Page.GotoAsync("/?network=b");
        await device.NodeAsync();
        return device;
    }

    private static async Task SearchAsync(Visitor visitor, string query)
    {
        await visitor.Page.GetByTestId("browse-rooms").ClickAsync();
        await visitor.Page.GetByTestId("directory-query").FillAsync(query);
        await visitor.Page.GetByTestId("directory-query").PressAsync("Enter");
    }

    private static async Task MakeAsync(Visitor visitor, string room, string topic, bool secret)
    {
        await visitor.Page.GetByTestId("browse-rooms").ClickAsync();
        await visitor.Page.GetByTestId("new-room").ClickAsync();
        var dialog = visitor.Page.GetByTestId("new-room-dialog");
        await dialog.GetByLabel("Name").FillAsync(room);
        await dialog.GetByLabel("Topic").FillAsync(topic);
        await dialog.GetByLabel("Private").SetCheckedAsync(secret);
        await Axe.FindsNothingAsync(visitor.Page);
        await dialog.GetByTestId("make-room").ClickAsync();
        await Expect(visitor.Page.GetByTestId("topic")).ToHaveTextAsync(topic);
    }

    private static async Task ChangeAsync(
        Visitor visitor, string topic, bool readOnly, string pause = "0", Func<Task>? meanwhile = null)
    {
        await visitor.Page.GetByTestId("room-settings").ClickAsync();
        var dialog = visitor.Page.GetByTestId("settings-dialog");
        await dialog.GetByLabel("Topic").FillAsync(topic);
        await dialog.GetByLabel("Description").FillAsync($"More about {topic}");
        await dialog.GetByLabel("Only owners and moderators can write").SetCheckedAsync(readOnly);
        await dialog.GetByLabel("Slow mode").SelectOptionAsync(pause);
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        await dialog.GetByTestId("save-room").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    private static async Task SeenAsync(Visitor visitor, string state) => await visitor.Page.EvaluateAsync(
        """
        state => {
          Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        state);
}

namespace AspireChat.Browser.Tests;

/// <summary>Joining, leaving and looking at rooms.</summary>
public sealed class RoomTests(ChatSite site)
{
    [Fact]
    public async Task An_invalid_room_name_is_explained_with_a_suggestion()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");

        await ada.RoomBox.FillAsync("My Room!");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Join", Exact = true }).ClickAsync();

        await Expect(ada.RoomBox).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(ada.Page.GetByText("1 to 64 characters: a–z, 0–9, dots, hyphens and underscores")).ToBeVisibleAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "my-room" }).ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(new Uri(site.Address, "/r/my-room").ToString());
        await Expect(ada.Page.GetByRole(AriaRole.Log, new() { Name = "Messages in My Room!" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_address_with_an_invalid_room_name_is_explained()
    {
        await using var ada = await site.VisitAsync("/r/What%20now%3F");
        await ada.EnterNameAsync("Ada");
        await Expect(ada.Page.GetByTestId("room-refused")).ToContainTextAsync("“What now?” is not a valid room name.");
    }

    [Fact]
    public async Task A_room_can_have_a_dot_in_its_name()
    {
        var room = $"{ChatSite.NewRoom()}.js";
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await ada.SayAsync("dot");
        await ada.SeesAsync(1);
    }

    [Fact]
    public async Task Unread_messages_are_counted_until_the_room_is_opened()
    {
        var (room, other) = (ChatSite.NewRoom(), ChatSite.NewRoom());
        await using var ada = await site.VisitAsync($"/r/{room}");
        await using var grace = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await grace.SignInAsync("Grace");
        await Expect(ada.Page.GetByTestId("person")).ToHaveCountAsync(2);
        await ada.RoomBox.FillAsync(other);
        await ada.RoomBox.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Log, new() { Name = $"Messages in {other}" })).ToBeVisibleAsync();

        await grace.SayAsync("one");
        await grace.SayAsync("two");

        await Expect(ada.Page.GetByTestId("unread")).ToHaveTextAsync(["2 unread"]);
        await Expect(ada.Page).ToHaveTitleAsync($"(2) {other} · AspireChat");
        await ada.Page.GetByTestId("room-link").Filter(new() { HasText = room }).ClickAsync();
        await Expect(ada.Texts).ToHaveTextAsync(["one", "two"]);
        await Expect(ada.Page.GetByTestId("unread")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Leaving_a_room_removes_it_from_the_list_and_is_shown_to_others()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await using var grace = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await grace.SignInAsync("Grace");
        await Expect(grace.Page.GetByTestId("person")).ToHaveCountAsync(2);

        await ada.Page.GetByTestId("leave").ClickAsync();
        await ada.Page.GetByTestId("leave-yes").ClickAsync();

        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "You are not in any room" })).ToBeVisibleAsync();
        await Expect(grace.Page.GetByTestId("notice").Filter(new() { HasText = "Ada left" })).ToHaveCountAsync(1);
        await Expect(grace.Page.GetByTestId("person")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Scrolling_up_loads_every_older_message_once()
    {
        const int Said = 120; // More than two pages of history.
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await Expect(ada.MessageBox).ToBeVisibleAsync();
        await ada.FillAsync(room, Said);
        await ada.SeesAsync(Said);
        await using var grace = await site.VisitAsync($"/r/{room}");
        await grace.SignInAsync("Grace");
        await Expect(grace.Texts.Last).ToBeInViewportAsync();
        Assert.InRange(await grace.Texts.CountAsync(), 1, Said - 1);

        var list = grace.Page.GetByTestId("messages");
        await Eventually.TrueAsync(
            async () =>
            {
                await list.EvaluateAsync("list => list.scrollTop = 0");
                return await grace.Page.GetByText("This is the beginning of").IsVisibleAsync();
            },
            "the beginning of the room is loaded");

        Assert.Equal(Enumerable.Range(1, Said).Select(i => $"message {i}"), await grace.Texts.AllTextContentsAsync());
    }

    [Fact]
    public async Task New_messages_do_not_move_a_reader_who_has_scrolled_up()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        for (var i = 1; i <= 15; i++)
        {
            await ada.SayAsync($"message {i}{string.Concat(Enumerable.Repeat("\n|", 9))}");
        }

        await ada.SeesAsync(15);
        await using var grace = await site.VisitAsync($"/r/{room}");
        await grace.SignInAsync("Grace");
        await Expect(grace.Texts.Last).ToBeInViewportAsync();
        await Expect(grace.Texts.Last).ToContainTextAsync("message 15");

        var list = grace.Page.GetByTestId("messages");
        await list.EvaluateAsync("list => list.scrollTop = list.scrollHeight / 2");
        await Expect(grace.Page.GetByRole(AriaRole.Button, new() { Name = "Jump to latest" })).ToBeVisibleAsync();
        var place = await list.EvaluateAsync<double>("list => list.scrollTop");
        await ada.SayAsync("news");

        var news = grace.Page.GetByRole(AriaRole.Button, new() { Name = "1 new message" });
        await news.WaitForAsync();
        Assert.Equal(place, await list.EvaluateAsync<double>("list => list.scrollTop"));
        await news.ClickAsync();
        await Expect(grace.Texts.Last).ToBeInViewportAsync();
        await Expect(grace.Texts.Last).ToHaveTextAsync("news");
    }
}

namespace AspireChat.Browser.Tests;

/// <summary>Long rooms, and what a reload must not lose.</summary>
public sealed class ScrollbackTests(ChatSite site)
{
    [Fact]
    public async Task A_long_room_can_be_read_to_its_start_with_few_entries_on_the_page()
    {
        const int Said = 600;
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await ada.FillAsync(room, Said);
        await Expect(ada.Texts.Last).ToHaveTextAsync($"message {Said}");

        var list = ada.Page.GetByTestId("messages");
        HashSet<string> seen = [];
        List<int> shown = [];
        await Eventually.TrueAsync(
            async () =>
            {
                seen.UnionWith(await ada.Texts.AllTextContentsAsync());
                shown.Add(await ada.Page.GetByTestId("message").CountAsync());
                await list.EvaluateAsync("list => list.scrollTop -= 400");
                return await ada.Page.GetByText("This is the beginning of").IsVisibleAsync();
            },
            "the beginning of the room is on the page");
        seen.UnionWith(await ada.Texts.AllTextContentsAsync());
        Assert.Equal(Said, seen.Count);
        Assert.All(shown, count => Assert.InRange(count, 1, 180));

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Jump to latest" }).ClickAsync();
        await Expect(ada.Texts.Last).ToHaveTextAsync($"message {Said}");
        await Expect(ada.Texts.Last).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_reply_scrolls_to_its_original_however_old_it_is()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await ada.SayAsync("long ago");
        await ada.SeesAsync(1);
        await ada.ActAsync("long ago", "reply");
        await ada.FillAsync(room, 300);
        await ada.SayAsync("as I said");
        await Expect(ada.Message("as I said")).ToBeVisibleAsync();
        await using var grace = await site.VisitAsync($"/r/{room}");
        await grace.SignInAsync("Grace");

        await grace.Message("as I said").GetByTestId("quote").GetByRole(AriaRole.Button).ClickAsync();

        await Expect(grace.Message("long ago")).ToBeInViewportAsync();
        await Expect(grace.Message("long ago")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("found"));
    }

    [Fact]
    public async Task Messages_since_the_last_visit_are_marked_as_new()
    {
        var (room, other) = (ChatSite.NewRoom(), ChatSite.NewRoom());
        await using var ada = await site.VisitAsync($"/r/{room}");
        await using var grace = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await grace.SignInAsync("Grace");
        await grace.SayAsync("old");
        await ada.SeesAsync(1);
        await ada.RoomBox.FillAsync(other);
        await ada.RoomBox.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Log, new() { Name = $"Messages in {other}" })).ToBeVisibleAsync();
        await grace.SayAsync("hello @ada");
        await grace.SayAsync("new");
        await Expect(ada.Page.GetByTestId("mentioned")).ToHaveTextAsync(["@1 mentions of you"]);

        await ada.Page.GetByTestId("room-link").Filter(new() { HasText = room }).ClickAsync();

        await Expect(ada.Page.GetByTestId("new-divider")).ToHaveCountAsync(1);
        Assert.Equal("hello @ada", await ada.Page.EvaluateAsync<string>(
            "() => document.querySelector('.new-divider').nextElementSibling.querySelector('[data-testid=text]').textContent"));
        await Expect(ada.Page.GetByTestId("mentioned")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_reload_keeps_drafts_and_unsent_messages()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await ada.SayAsync("before");
        await ada.SeesAsync(1);
        foreach (var name in new[] { "chatnode-1", "chatnode-2", "chatnode-3" })
        {
            await site.EndNodeAsync(name);
        }

        try
        {
            await Expect(ada.Page.GetByTestId("banner")).ToBeVisibleAsync();
            await ada.SayAsync("one");
            await ada.SayAsync("two");
            await ada.MessageBox.FillAsync("half a sen");
            await Expect(ada.Pending).ToHaveCountAsync(2);

            await ada.Page.ReloadAsync();

            await Expect(ada.MessageBox).ToHaveValueAsync("half a sen");
            await Expect(ada.Pending).ToHaveCountAsync(2);
        }
        finally
        {
            foreach (var name in new[] { "chatnode-1", "chatnode-2", "chatnode-3" })
            {
                await site.StartNodeAsync(name);
            }
        }

        await ada.SeesAsync(3);
        await Expect(ada.Texts).ToHaveTextAsync(["before", "one", "two"]);
    }
}

namespace AspireChat.Browser.Tests;

/// <summary>The search in a room.</summary>
public sealed class SearchTests(ChatSite site)
{
    [Fact]
    public async Task Search_ignores_accents_and_scrolls_to_the_message()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using var _ = ada;
        await using var __ = grace;
        await ada.SayAsync("We met at the CAFÉ yesterday");
        await grace.SeesAsync(1);
        await ada.FillAsync(room, 130);
        await Expect(grace.Message("message 130")).ToBeVisibleAsync();
        await grace.Page.ReloadAsync();
        await Expect(grace.Message("message 130")).ToBeVisibleAsync();
        await Expect(grace.Message("We met at the CAFÉ yesterday")).ToHaveCountAsync(0);

        // "/" is for the search where nobody writes.
        await grace.MessageBox.PressSequentiallyAsync("/");
        await Expect(grace.MessageBox).ToHaveValueAsync("/");
        await grace.MessageBox.FillAsync("");
        await grace.Page.GetByTestId("messages").FocusAsync();
        await grace.Page.Keyboard.PressAsync("/");
        await Expect(grace.Page.GetByTestId("search-box")).ToBeFocusedAsync();
        await Expect(grace.Page.GetByTestId("search-box")).ToHaveValueAsync("");
        await grace.Page.GetByTestId("search-box").FillAsync("cafe");
        await grace.Page.Keyboard.PressAsync("Enter");

        await Expect(grace.Page.GetByTestId("search-result")).ToHaveCountAsync(1);
        await Expect(grace.Page.GetByTestId("search-result").Locator("mark")).ToHaveTextAsync(["CAFÉ"]);
        await grace.Page.GetByTestId("search-result").ClickAsync();
        await Expect(grace.Message("We met at the CAFÉ yesterday")).ToBeFocusedAsync();

        await grace.Page.GetByTestId("search-box").FillAsync("never said");
        await grace.Page.Keyboard.PressAsync("Enter");
        await Expect(grace.Page.GetByTestId("search-status")).ToHaveTextAsync("No messages found.");
        await grace.Page.Keyboard.PressAsync("Escape");
        await Expect(grace.Page.GetByTestId("search-panel")).ToHaveCountAsync(0);
        Assert.Empty(grace.Complaints);
    }

    [Fact]
    public async Task A_hit_far_back_is_shown_with_the_messages_around_it_and_read_on_from_there()
    {
        var room = ChatSite.NewRoom();
        await using (var grace = await site.VisitAsync($"/plain?room={room}", fresh: true))
        {
            await grace.SignInAsync("Grace");
            await grace.SayAsync("a needle");
            await grace.SeesAsync(1);
            await grace.FillAsync(room, 2_150);
        }

        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await Expect(ada.Message("message 2150")).ToBeVisibleAsync();

        await ada.Page.GetByTestId("search-button").ClickAsync();
        await ada.Page.GetByTestId("search-box").FillAsync("needle");
        await ada.Page.Keyboard.PressAsync("Enter");
        await ada.Page.GetByTestId("search-more").ClickAsync(); // One call reads a part of the log.
        await ada.Page.GetByTestId("search-result").ClickAsync();

        await Expect(ada.Message("a needle")).ToBeFocusedAsync();
        await Expect(ada.Message("message 20")).ToHaveCountAsync(1);
        await Expect(ada.Message("message 2150")).ToHaveCountAsync(0);
        await ada.Page.GetByTestId("messages").EvaluateAsync("list => { list.scrollTop = list.scrollHeight; }");
        await Expect(ada.Message("message 60")).ToHaveCountAsync(1);
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Latest" }).ClickAsync();
        await Expect(ada.Message("message 2150")).ToBeInViewportAsync();
        Assert.Empty(ada.Complaints);
    }

    [Fact]
    public async Task Search_loads_further_results_page_by_page()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await ada.FillAsync(room, 70);
        await Expect(ada.Message("message 70")).ToBeVisibleAsync();

        await ada.Page.GetByTestId("search-button").ClickAsync();
        await ada.Page.GetByTestId("search-box").FillAsync("MESSAGE");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByTestId("search-result")).ToHaveCountAsync(50);
        await ada.Page.GetByTestId("search-more").ClickAsync();
        await Expect(ada.Page.GetByTestId("search-result")).ToHaveCountAsync(70);
        await Expect(ada.Page.GetByTestId("search-result").First).ToContainTextAsync("message 70");
    }
}

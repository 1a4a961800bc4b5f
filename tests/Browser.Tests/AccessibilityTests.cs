namespace AspireChat.Browser.Tests;

/// <summary>What axe-core finds against the page: nothing.</summary>
public sealed class AccessibilityTests(ChatSite site)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Axe_finds_nothing_on_the_sign_in_page_and_in_a_lively_room(bool phone)
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}", phone: phone);
        await Expect(ada.NameBox).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(ada.Page);

        await ada.SignInAsync("Ada");
        await using var grace = await site.VisitAsync($"/r/{room}");
        await grace.SignInAsync("Grace");
        await grace.SayAsync("Hello @Ada, **bold**, `code` and https://example.com\n```cs\nvar x = \"text\"; // 1\n```\n> quoted");
        await grace.SayAsync("🎉");
        await ada.SeesAsync(2);
        await grace.Page.GetByTestId("message").Last.HoverAsync();
        await grace.Page.GetByTestId("message").Last.Locator("[data-action=react]").ClickAsync();
        await grace.Page.GetByTestId("emoji-picker").GetByText("👍").ClickAsync();
        await Expect(ada.Page.GetByTestId("reaction")).ToBeVisibleAsync();
        await ada.SayAsync("mine");
        await ada.SeesAsync(3);
        await Axe.FindsNothingAsync(ada.Page);

        await ada.MessageBox.PressAsync("ArrowUp");
        await Expect(ada.Page.GetByTestId("edit-box")).ToBeFocusedAsync();
        await Axe.FindsNothingAsync(ada.Page);
        await ada.Page.Keyboard.PressAsync("Escape");
        await ada.MessageBox.PressSequentiallyAsync("@gr");
        await Expect(ada.Page.GetByTestId("completion")).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(ada.Page);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Axe_finds_nothing_on_the_plain_page(bool phone)
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/plain?room={room}", phone: phone);
        await ada.EnterNameAsync("");
        await Expect(ada.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(["Please enter a name."]);
        await Axe.FindsNothingAsync(ada.Page);

        await ada.SignInAsync("Ada");
        await ada.SayAsync("mine");
        await ada.SayAsync(new string('x', 4_003));
        await Expect(ada.Pending).ToContainTextAsync(["Not sent"]);
        await ada.CallHubAsync("React", new { room, seq = 2, emoji = "👍" }, join: room);
        await Expect(ada.Page.GetByTestId("reaction")).ToHaveTextAsync(["👍 1"]);
        await ada.Page.GetByText("1 online").ClickAsync();
        await Axe.FindsNothingAsync(ada.Page);
    }
}

namespace AspireChat.Browser.Tests;

/// <summary>What two people can do with messages.</summary>
public sealed class MessageTests(ChatSite site)
{
    [Fact]
    public async Task Markdown_is_rendered()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");

        await ada.SayAsync("**bold** and https://example.com/x\n```js\nconst a = 1; // one\n```");
        await ada.SayAsync("🎉👍");
        await ada.SeesAsync(2);

        var text = ada.Texts.First;
        await Expect(text.Locator("strong")).ToHaveTextAsync("bold");
        await Expect(text.Locator("a")).ToHaveAttributeAsync("href", "https://example.com/x");
        await Expect(text.Locator("a")).ToHaveAttributeAsync("rel", "noopener noreferrer");
        await Expect(text.Locator("pre code .code-keyword")).ToHaveTextAsync("const");
        await Expect(ada.Texts.Last).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("big"));
    }

    [Fact]
    public async Task Hostile_texts_are_harmless()
    {
        string[] texts =
        [
            "[click](javascript:document.title='owned')",
            "![x](x\" onerror=\"document.title='owned')",
            "<svg onload=document.title='owned'>",
            "\u202Edetrever\u202C \u200B\u200D zero",
            "👩‍👩‍👧‍👦🏳️‍🌈🇨🇳",
            string.Concat(Enumerable.Repeat("> ", 1_900)) + "deep",
            new('W', 4_000),
        ];
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");

        foreach (var text in texts)
        {
            await ada.SayAsync(text);
        }

        await ada.SeesAsync(texts.Length);
        await Expect(ada.Page.Locator(".messages a, .messages img, .text svg")).ToHaveCountAsync(0);
        Assert.DoesNotContain("owned", await ada.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await ada.Page.GetByTestId("messages").EvaluateAsync<int>("list => list.scrollWidth - list.clientWidth"));
        Assert.Empty(ada.Complaints);
    }

    [Fact]
    public async Task A_reply_shows_its_original_and_scrolls_to_it()
    {
        var (ada, grace) = await TwoAsync();
        await using var _ = ada;
        await using var __ = grace;
        await ada.SayAsync("the question");
        await grace.SeesAsync(1);

        await grace.ActAsync("the question", "reply");
        await Expect(grace.Page.GetByTestId("replying")).ToContainTextAsync("Replying to Ada");
        await Expect(grace.MessageBox).ToBeFocusedAsync();
        await grace.SayAsync("the answer");

        await Expect(ada.Message("the answer").GetByTestId("quote")).ToContainTextAsync("the question");
        await Expect(grace.Page.GetByTestId("replying")).ToHaveCountAsync(0);
        await ada.Message("the answer").GetByTestId("quote").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(ada.Message("the question")).ToBeFocusedAsync();

        // The quote follows its original, and the focus stays where the reader was.
        await ada.ActAsync("the question", "edit");
        await ada.Page.GetByTestId("edit-box").FillAsync("the better question");
        await ada.Page.GetByTestId("edit-box").PressAsync("Enter");
        await Expect(ada.Message("the better question")).ToBeFocusedAsync();
        await Expect(grace.Message("the answer").GetByTestId("quote")).ToContainTextAsync("the better question");
        await ada.ActAsync("the better question", "delete");
        await Expect(ada.Page.GetByTestId("delete-confirmation").GetByRole(AriaRole.Button).First).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Message("the better question")).ToBeFocusedAsync();
        await ada.ActAsync("the better question", "react");
        await ada.Page.GetByTestId("emoji-picker").GetByText("👍").ClickAsync();
        await ada.Page.GetByTestId("reaction").FocusAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByTestId("reaction")).ToHaveCountAsync(0);
        await Expect(ada.Message("the better question")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task ArrowUp_in_the_empty_box_edits_the_last_message()
    {
        var (ada, grace) = await TwoAsync();
        await using var _ = ada;
        await using var __ = grace;
        await ada.SayAsync("helo");
        await grace.SeesAsync(1);

        await ada.MessageBox.PressAsync("ArrowUp");
        await Expect(ada.Page.GetByTestId("edit-box")).ToBeFocusedAsync();
        await ada.Page.GetByTestId("edit-box").FillAsync("hello");
        await ada.Page.Keyboard.PressAsync("Enter");

        await Expect(grace.Texts).ToHaveTextAsync(["hello"]);
        await Expect(grace.Page.GetByTestId("edited")).ToBeVisibleAsync();
        await Expect(grace.Message("hello").Locator("[data-action=edit]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Deleting_a_message_asks_for_confirmation()
    {
        var (ada, grace) = await TwoAsync();
        await using var _ = ada;
        await using var __ = grace;
        await ada.SayAsync("keep");
        await ada.SayAsync("lose");
        await grace.SeesAsync(2);

        await ada.ActAsync("keep", "delete");
        await ada.Page.GetByTestId("delete-confirmation").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await ada.ActAsync("lose", "delete");
        await ada.Page.GetByTestId("delete-confirmation").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await Expect(grace.Page.GetByText("This message was deleted.")).ToHaveCountAsync(1);
        await Expect(grace.Texts).ToHaveTextAsync(["keep"]);
        await Expect(ada.Texts).ToHaveTextAsync(["keep"]);
    }

    [Fact]
    public async Task Reactions_show_their_count_and_users()
    {
        var (ada, grace) = await TwoAsync();
        await using var _ = ada;
        await using var __ = grace;
        await ada.SayAsync("done");
        await grace.SeesAsync(1);

        await grace.ActAsync("done", "react");
        await grace.Page.GetByTestId("emoji-picker").GetByText("🎉").ClickAsync();
        await Expect(ada.Page.GetByTestId("reaction")).ToHaveTextAsync(["🎉 1"]);
        await ada.Page.GetByTestId("reaction").ClickAsync();

        var seen = grace.Page.GetByTestId("reaction");
        await Expect(seen).ToHaveTextAsync(["🎉 2"]);
        await Expect(seen).ToHaveAttributeAsync("aria-label", "🎉 2: Grace, Ada");
        await Expect(seen).ToHaveAttributeAsync("aria-pressed", "true");
        await seen.ClickAsync();
        await Expect(ada.Page.GetByTestId("reaction")).ToHaveTextAsync(["🎉 1"]);
    }

    [Fact]
    public async Task Names_are_completed_and_mentions_highlighted()
    {
        var (ada, grace) = await TwoAsync();
        await using var _ = ada;
        await using var __ = grace;

        await ada.MessageBox.PressSequentiallyAsync("look @gr");
        await Expect(ada.Page.GetByTestId("completion").GetByRole(AriaRole.Option)).ToHaveTextAsync(["Grace"]);
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.MessageBox).ToHaveValueAsync("look @Grace ");
        await ada.Page.Keyboard.PressAsync("Enter");

        await Expect(grace.Page.Locator(".mentions-me .mention.mine")).ToHaveTextAsync("@Grace");
        await Expect(ada.Page.Locator(".mention")).ToHaveTextAsync("@Grace");
        await Expect(ada.Page.Locator(".mentions-me")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_typing_user_is_shown_until_the_message_arrives()
    {
        var (ada, grace) = await TwoAsync();
        await using var _ = ada;
        await using var __ = grace;

        await ada.MessageBox.PressSequentiallyAsync("hm");
        await Expect(grace.Page.GetByTestId("typing")).ToHaveTextAsync("Ada is typing…");
        await ada.Page.Keyboard.PressAsync("Enter");
        await grace.SeesAsync(1);
        await Expect(grace.Page.GetByTestId("typing")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task Messages_and_their_actions_are_reachable_by_keyboard()
    {
        var (ada, grace) = await TwoAsync();
        await using var _ = ada;
        await using var __ = grace;
        await ada.SayAsync("first");
        await ada.SayAsync("second");
        await grace.SeesAsync(2);

        await grace.Page.GetByTestId("messages").FocusAsync();
        await grace.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(grace.Message("second")).ToBeFocusedAsync();
        await grace.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(grace.Message("first")).ToBeFocusedAsync();
        await grace.Page.Keyboard.PressAsync("Tab");
        await grace.Page.Keyboard.PressAsync("Tab");
        await grace.Page.Keyboard.PressAsync("Enter");

        await Expect(grace.Page.GetByTestId("replying")).ToContainTextAsync("first");
    }

    private async Task<(Visitor Ada, Visitor Grace)> TwoAsync()
    {
        var room = ChatSite.NewRoom();
        var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        var grace = await site.VisitAsync($"/r/{room}");
        await grace.SignInAsync("Grace");
        await Expect(ada.Page.GetByTestId("person")).ToHaveCountAsync(2);
        await Expect(grace.Page.GetByTestId("person")).ToHaveCountAsync(2);
        return (ada, grace);
    }
}

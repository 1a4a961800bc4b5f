namespace AspireChat.Browser.Tests;

/// <summary>A room of questions, with who decides and who asks on different nodes.</summary>
public sealed class QuestionTests(ChatSite site)
{
    [Fact]
    public async Task A_question_is_approved_and_voted_for()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(ChatSite.NewRoom());
        await using var _ = ada;
        await using var __ = grace;
        await ada.Page.GetByTestId("plus-room").ClickAsync();
        var dialog = ada.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync(room);
        await dialog.GetByLabel("Moderated").CheckAsync();
        await ada.Page.GetByTestId("make-room").ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(new Uri(site.Address, $"/r/{room}").ToString());
        await grace.OpenAsync($"/r/{room}");
        await Expect(grace.Page.GetByTestId("asks")).ToBeVisibleAsync();
        await Expect(ada.Page.GetByTestId("questions-button")).ToBeVisibleAsync();
        await Expect(ada.Page.GetByTestId("asks")).ToHaveCountAsync(0);
        await Expect(grace.MessageBox).ToHaveAttributeAsync("placeholder", $"Ask a question in #{room}");
        await Expect(ada.MessageBox).ToHaveAttributeAsync("placeholder", $"Message #{room}");
        var own = grace.Page.GetByTestId("own-question");

        await grace.SayAsync("why?");
        await grace.SayAsync("how?");
        await grace.SayAsync("rude?");
        await Expect(ada.Page.GetByTestId("waiting-count")).ToHaveTextAsync("3");
        await Expect(grace.Page.GetByTestId("waiting-count")).ToHaveTextAsync("3");
        await Expect(grace.Pending).ToHaveCountAsync(0);
        await Expect(ada.Texts).ToHaveCountAsync(0);
        await Expect(own).ToHaveCountAsync(3);
        await Expect(own.First).ToContainTextAsync("Waiting for approval by a moderator");
        await Expect(ada.Page.GetByTestId("own-question")).ToHaveCountAsync(0);
        await grace.Page.GetByTestId("questions-button").ClickAsync();
        await Expect(grace.Page.GetByTestId("waiting")).ToHaveCountAsync(3);
        await Expect(grace.Page.GetByTestId("approve")).ToHaveCountAsync(0);

        await ada.Page.GetByTestId("questions-button").ClickAsync();
        await Waiting(ada, "rude?").GetByTestId("dismiss").ClickAsync();
        await Expect(ada.Page.GetByTestId("waiting")).ToHaveCountAsync(2);
        await Expect(own.Filter(new() { HasText = "rude?" })).ToContainTextAsync("Dismissed by a moderator");
        await own.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(own).ToHaveCountAsync(2);
        await Waiting(ada, "why?").GetByTestId("approve").ClickAsync();
        await Expect(ada.Page.GetByTestId("waiting")).ToHaveCountAsync(1);
        await Waiting(ada, "how?").GetByTestId("approve").ClickAsync();
        await Expect(grace.Page.GetByTestId("waiting")).ToHaveCountAsync(0);
        await Expect(grace.Texts).ToHaveTextAsync(["why?", "how?"]);
        await Expect(own).ToHaveCountAsync(0);
        await Expect(grace.Message("why?").GetByTestId("author")).ToHaveTextAsync("Grace");

        // The newest is first until the other has more votes.
        await Expect(ada.Page.GetByTestId("question").First).ToContainTextAsync("how?");
        await grace.Message("why?").GetByTestId("vote").ClickAsync();
        await Expect(ada.Page.GetByTestId("question").First).ToContainTextAsync("why?");
        await ada.Page.GetByTestId("questions-panel").GetByTestId("vote").First.ClickAsync();
        await Expect(grace.Message("why?").GetByTestId("vote")).ToContainTextAsync("2");
        await grace.Message("why?").GetByTestId("vote").ClickAsync();
        await Expect(ada.Message("why?").GetByTestId("vote")).ToContainTextAsync("1");
        await Expect(grace.Message("why?").GetByTestId("vote")).ToHaveAttributeAsync("aria-pressed", "false");
        await ada.Page.GetByTestId("questions-order").SelectOptionAsync("time");
        await Expect(ada.Page.GetByTestId("question").First).ToContainTextAsync("how?");
        Assert.Empty(ada.Complaints);
        Assert.Empty(grace.Complaints);
    }

    private static ILocator Waiting(Visitor visitor, string text) => visitor.Page.GetByTestId("waiting").Filter(new() { HasText = text });
}

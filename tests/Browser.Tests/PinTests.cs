namespace AspireChat.Browser.Tests;

/// <summary>Pinned messages and what messages were before, between an owner and a member on different nodes.</summary>
public sealed class PinTests(ChatSite site)
{
    [Fact]
    public async Task A_pinned_message_is_shown_to_all_members_and_can_be_opened()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using var _ = ada;
        await using var __ = grace;
        await grace.SayAsync("worth keeping");
        await ada.SeesAsync(1);
        await Expect(grace.Page.Locator("[data-action=pin]")).ToHaveCountAsync(0);
        await ada.ActAsync("worth keeping", "pin");
        await Expect(ada.Message("worth keeping").GetByTestId("pinned")).ToBeVisibleAsync();
        await Expect(grace.Message("worth keeping").GetByTestId("pinned")).ToBeVisibleAsync();

        await ada.FillAsync(room, 130); // So that it is on none of the loaded pages after a reload.
        await grace.Page.ReloadAsync();
        await Expect(grace.Message("message 130")).ToBeVisibleAsync();
        await Expect(grace.Message("worth keeping")).ToHaveCountAsync(0);
        await grace.Page.GetByTestId("pins-button").ClickAsync();
        await Expect(grace.Page.GetByTestId("pin")).ToContainTextAsync("worth keeping");
        await Expect(grace.Page.GetByTestId("unpin")).ToHaveCountAsync(0);
        await grace.Page.GetByTestId("pin").ClickAsync();
        await Expect(grace.Message("worth keeping")).ToBeFocusedAsync();

        await ada.Page.GetByTestId("pins-button").ClickAsync();
        await ada.Page.GetByTestId("unpin").ClickAsync();
        await Expect(grace.Page.GetByTestId("pin")).ToHaveCountAsync(0);
        await Expect(grace.Page.GetByTestId("pins-button")).ToHaveCountAsync(0);
        await Expect(grace.Message("worth keeping").GetByTestId("pinned")).ToHaveCountAsync(0);
        Assert.Empty(grace.Complaints);
    }

    [Fact]
    public async Task Only_the_author_and_the_owner_see_earlier_versions_of_a_message()
    {
        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using var _ = ada;
        await using var __ = grace;
        await ada.SayAsync("the owner's first words");
        await grace.SayAsync("the member's first words");
        await grace.SeesAsync(2);
        await grace.ActAsync("the member's first words", "edit");
        await grace.Page.GetByTestId("edit-box").FillAsync("the member's second words");
        await grace.Page.Keyboard.PressAsync("Enter");

        await ada.Message("the member's second words").GetByTestId("edited").ClickAsync();
        await Expect(ada.Page.GetByTestId("version")).ToHaveCountAsync(2);
        await Expect(ada.Page.GetByTestId("version").First).ToContainTextAsync("the member's first words");
        await Expect(ada.Page.GetByTestId("version").First).ToBeVisibleAsync(); // Escape before the dialog is open would close nothing.
        await ada.Page.Keyboard.PressAsync("Escape");

        await ada.ActAsync("the owner's first words", "edit");
        await ada.Page.GetByTestId("edit-box").FillAsync("the owner's second words");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(grace.Message("the owner's second words").GetByTestId("edited")).ToBeVisibleAsync();
        await Expect(grace.Message("the owner's second words").Locator("button[data-testid=edited]")).ToHaveCountAsync(0);

        // The owner deletes what somebody else said.
        await ada.ActAsync("the member's second words", "delete");
        await ada.Page.GetByTestId("delete-confirmation").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(grace.Texts).ToHaveTextAsync(["the owner's second words"]);
        await grace.Page.GetByRole(AriaRole.Button, new() { Name = "Show the deleted message" }).ClickAsync();
        await Expect(grace.Page.GetByTestId("version").Last).ToContainTextAsync("This message was deleted.");
        Assert.Empty(ada.Complaints);
    }
}

namespace AspireChat.Browser.Tests;

/// <summary>The counts in the list of rooms follow changes of messages.</summary>
public sealed class RecountTests(ChatSite site)
{
    [Fact]
    public async Task A_mention_edited_in_or_out_is_counted_at_once()
    {
        var (room, name) = (ChatSite.NewRoom(), $"Grace{Guid.NewGuid():N}"[..12]);
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await using var grace = await site.VisitAsync($"/r/{room}");
        await grace.SignInAsync(name);
        await Expect(grace.MessageBox).ToBeVisibleAsync();
        await grace.OpenAsync($"/r/{ChatSite.NewRoom()}");
        var mentioned = grace.Page.GetByTestId("room-link").Filter(new() { HasText = room }).GetByTestId("mentioned");

        await ada.SayAsync($"hello @{name}");
        await Expect(mentioned).ToContainTextAsync("@1");
        await EditAsync(ada, "hello");
        await Expect(mentioned).ToHaveCountAsync(0);
        await EditAsync(ada, $"hello @{name}");
        await Expect(mentioned).ToContainTextAsync("@1");

        // Now only the server has counted it.
        await grace.Page.ReloadAsync();
        await grace.NodeAsync();
        await Expect(mentioned).ToContainTextAsync("@1");
        await EditAsync(ada, "hello again");
        await Expect(mentioned).ToHaveCountAsync(0);
        await Expect(grace.Page.GetByTestId("room-link").Filter(new() { HasText = room }).GetByTestId("unread")).ToContainTextAsync("1");
    }

    private static async Task EditAsync(Visitor author, string text)
    {
        await author.MessageBox.PressAsync("ArrowUp");
        await author.Page.GetByTestId("edit-box").FillAsync(text);
        await author.Page.GetByTestId("edit-box").PressAsync("Enter");
        await Expect(author.Page.GetByTestId("edit-box")).ToHaveCountAsync(0);
    }
}

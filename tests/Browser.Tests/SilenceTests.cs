namespace AspireChat.Browser.Tests;

/// <summary>A node that hangs, as the page shows it.</summary>
public sealed class SilenceTests(ChatSite site)
{
    [Fact]
    public async Task While_its_node_hangs_the_badge_says_so_and_messages_go_on_afterwards()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        var node = await ada.NodeAsync();
        var badge = ada.Page.GetByTestId("connection");

        site.FreezeNode(node);
        try
        {
            await ada.SayAsync("hello");
            await Expect(badge).ToHaveTextAsync("Checking the connection…");
        }
        finally
        {
            site.ThawNode(node);
        }

        await Expect(badge).ToContainTextAsync("chatnode-");
        await ada.SeesAsync(1);
    }
}

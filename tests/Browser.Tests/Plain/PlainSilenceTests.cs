namespace AspireChat.Browser.Tests.Plain;

/// <summary>A node that hangs, as the plain page shows it.</summary>
public sealed class PlainSilenceTests(ChatSite site)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_its_node_hangs_the_page_shows_that_it_checks_the_connection(bool sends)
    {
        await using var ada = await site.VisitAsync($"/plain?room={ChatSite.NewRoom()}", fresh: true);
        await ada.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        var node = await ada.NodeAsync();
        var state = ada.Page.Locator("#state");
        await Expect(state).ToHaveAttributeAsync("data-state", "online");

        site.FreezeNode(node);
        try
        {
            if (sends)
            {
                await ada.SayAsync("hello");
            }

            await Expect(state).ToHaveAttributeAsync("data-state", "checking");
            await Expect(state).ToContainTextAsync("Checking the connection…");
        }
        finally
        {
            site.ThawNode(node);
        }

        await Expect(state).ToHaveAttributeAsync("data-state", "online");
        await ada.SayAsync("here again");
        await ada.SeesAsync(sends ? 2 : 1);
    }
}

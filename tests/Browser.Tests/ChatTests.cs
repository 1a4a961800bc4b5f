namespace AspireChat.Browser.Tests;

/// <summary>Two people, two nodes, one room.</summary>
public sealed class ChatTests(ChatSite site)
{
    [Fact]
    public async Task Two_users_on_different_nodes_see_the_same_messages()
    {
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(ChatSite.NewRoom(), fresh: true);
        await using var _ = ada;
        await using var __ = grace;

        await ada.SayAsync("Hello from here");
        await Expect(grace.Texts).ToHaveTextAsync(["Hello from here"]);
        await grace.SayAsync("Hello from there");
        await ada.SeesAsync(2);
        await grace.SeesAsync(2);

        var read = await ada.ReadAsync();
        Assert.Equal(await grace.ReadAsync(), read);
        Assert.EndsWith("Ada: Hello from here", read[0], StringComparison.Ordinal);
        Assert.EndsWith("Grace: Hello from there", read[1], StringComparison.Ordinal);
        await Expect(ada.Page.GetByTestId("person")).ToHaveCountAsync(2);
        await Expect(grace.Page.GetByTestId("person")).ToHaveCountAsync(2);
        Assert.Empty(ada.Complaints);
        Assert.Empty(grace.Complaints);
        Assert.NotEmpty(ada.Requests);
        Assert.All(ada.Requests, request => Assert.StartsWith(site.Address.ToString(), request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kill")]
    [InlineData("drain")]
    public async Task No_message_is_lost_when_a_node_stops(string how)
    {
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(ChatSite.NewRoom());
        await using var _ = ada;
        await using var __ = grace;
        await site.LoseNodeOfSecondAsync(ada, grace, how);
    }

    [Fact]
    public async Task A_disconnected_page_stays_readable_and_keeps_unsent_messages()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await ada.SayAsync("before");
        await ada.SeesAsync(1);

        await ada.Page.Context.SetOfflineAsync(true);
        await Expect(ada.Page.GetByTestId("banner")).ToContainTextAsync("No network");
        foreach (var name in new[] { "chatnode-1", "chatnode-2", "chatnode-3" })
        {
            await site.EndNodeAsync(name); // An open WebSocket outlives the window's being offline.
        }

        await ada.SayAsync("meanwhile");
        await Expect(ada.Pending).ToContainTextAsync(["meanwhile"]);
        await Expect(ada.Page.GetByTestId("banner")).ToContainTextAsync("1 message is waiting to be sent");
        await Expect(ada.Texts).ToHaveTextAsync(["before"]);
        await ada.Page.Context.SetOfflineAsync(false);
        await Expect(ada.Page.GetByTestId("banner")).ToContainTextAsync("Reconnecting");

        foreach (var name in new[] { "chatnode-1", "chatnode-2", "chatnode-3" })
        {
            await site.StartNodeAsync(name);
        }

        await ada.SeesAsync(2);
        await Expect(ada.Page.GetByTestId("banner")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text()
    {
        const string Hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("<b>Ada</b>");

        await ada.SayAsync(Hostile);

        await Expect(ada.Texts).ToHaveTextAsync([Hostile]);
        await Expect(ada.Page.GetByTestId("author")).ToHaveTextAsync(["<b>Ada</b>"]);
        await Expect(ada.Page.Locator("img")).ToHaveCountAsync(0);
        Assert.DoesNotContain("owned", await ada.Page.TitleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_sends_and_Shift_Enter_adds_a_line()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");
        await Expect(ada.MessageBox).ToBeFocusedAsync();

        await ada.Page.Keyboard.TypeAsync("one");
        await ada.Page.Keyboard.PressAsync("Shift+Enter");
        await ada.Page.Keyboard.TypeAsync("two");
        await ada.Page.Keyboard.PressAsync("Enter");

        await ada.SeesAsync(1);
        Assert.Equal("one\ntwo", await ada.Texts.First.TextContentAsync());
        await Expect(ada.MessageBox).ToHaveValueAsync("");
        await Expect(ada.MessageBox).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_kept_and_the_excess_shown()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");

        await ada.SayAsync(new string('x', 4_003));

        await Expect(ada.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "3 characters too long." })).ToBeVisibleAsync();
        Assert.Equal(4_003, (await ada.MessageBox.InputValueAsync()).Length);
        await Expect(ada.Pending).ToHaveCountAsync(0);
    }
}

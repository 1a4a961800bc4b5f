using System.Globalization;
using System.Text.RegularExpressions;

namespace AspireChat.Browser.Tests.Admin;

/// <summary>The cluster on one page, as it is now.</summary>
public sealed class OverviewTests(ChatSite site)
{
    [Fact]
    public async Task Nodes_and_traffic_are_updated_without_a_reload()
    {
        await using var one = await Operator.SignInAsync(site);
        await Expect(one.Page.GetByTestId("node-card")).ToHaveCountAsync(3);
        await Expect(one.Page.GetByTestId("node-state")).ToHaveTextAsync(["up", "up", "up"]);
        await Expect(one.Page.GetByTestId("chart")).ToHaveCountAsync(4);

        var room = ChatSite.NewRoom();
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(room);
        await using (ada)
        await using (grace)
        {
            using var enough = new CancellationTokenSource();
            var talk = TalkAsync(ada, enough.Token);
            await Expect(one.Page.GetByTestId("total-messages")).Not.ToHaveTextAsync("0/s");
            await Expect(one.Page.GetByTestId("total-deliveries")).Not.ToHaveTextAsync("0/s");
            await Eventually.TrueAsync(
                async () => int.Parse(await one.Page.GetByTestId("total-connections").InnerTextAsync(), CultureInfo.InvariantCulture) >= 2,
                "two connections show");
            var chart = one.Page.GetByRole(AriaRole.Img,
                new() { NameRegex = new("^Messages, accepted per second, now: all nodes [0-9.]*[1-9]") });
            await Expect(chart).ToBeVisibleAsync();

            // The values at the mouse, and longer times.
            await one.Page.GetByTestId("chart").First.Locator(".cursor span").Last.HoverAsync();
            await Expect(one.Page.GetByTestId("chart-time")).ToHaveTextAsync(new Regex("^[0-9]{2}:[0-9]{2}:[0-9]{2}$"));
            await one.Button("24 h").ClickAsync();
            await Expect(one.Button("24 h")).ToHaveAttributeAsync("aria-pressed", "true");
            await one.Button("5 min").ClickAsync();
            await Expect(one.Page.GetByTestId("service").Filter(new() { HasText = "Redis" })).ToContainTextAsync("up");
            await enough.CancelAsync();
            await talk;
        }

        Assert.Empty(one.Complaints);
    }

    [Fact]
    public async Task A_node_is_drained_and_undrained_from_its_card()
    {
        await using var one = await Operator.SignInAsync(site);
        var card = one.Card("chatnode-2");
        await card.GetByRole(AriaRole.Button, new() { Name = "Drain" }).ClickAsync();
        // Its text is there a moment before it opens; Escape before that would close nothing.
        await Expect(one.Dialog).ToBeVisibleAsync();
        await Expect(one.Dialog).ToContainTextAsync("chatnode-2 accepts no new clients");

        // Nothing happens before it is confirmed.
        await one.Page.Keyboard.PressAsync("Escape");
        await Expect(one.Dialog).ToBeHiddenAsync();
        await Expect(card.GetByTestId("node-state")).ToHaveTextAsync("up");

        await card.GetByRole(AriaRole.Button, new() { Name = "Drain" }).ClickAsync();
        await one.ConfirmAsync("Drain", "applied on 1 of 1 node");
        await Expect(card.GetByTestId("node-state")).ToHaveTextAsync("draining");
        await Expect(one.Page.GetByTestId("event").Filter(new() { HasText = "chatnode-2 is draining" }).First).ToBeVisibleAsync();

        await card.GetByRole(AriaRole.Button, new() { Name = "Undrain" }).ClickAsync();
        await one.ConfirmAsync("Undrain", "chatnode-2 accepts clients again");
        await Expect(card.GetByTestId("node-state")).ToHaveTextAsync("up");

        await one.Page.ReloadAsync();
        await Expect(one.Page.GetByTestId("event").Filter(new() { HasText = "chatnode-2 is draining" }).First).ToBeVisibleAsync();

        await one.FollowAsync("/admin/audit");
        await one.Page.GetByLabel("Action").SelectOptionAsync("undrain node");
        var rows = one.Page.GetByTestId("audit-table").GetByRole(AriaRole.Row);
        await Expect(rows.Filter(new() { HasText = "undrain node" }).Filter(new() { HasText = "chatnode-2" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_killed_node_is_shown_as_down_until_it_is_back()
    {
        await using var one = await Operator.SignInAsync(site);
        var state = one.Card("chatnode-3").GetByTestId("node-state");
        await Expect(state).ToHaveTextAsync("up");
        await site.EndNodeAsync("chatnode-3");
        await Expect(state).ToHaveTextAsync("down");
        await site.StartNodeAsync("chatnode-3");
        await Expect(state).ToHaveTextAsync("up");
    }

    [Fact]
    public async Task No_page_scrolls_sideways()
    {
        await using var one = await Operator.SignInAsync(site);
        foreach (var path in (string[])["/admin", "/admin/nodes/chatnode-1", "/admin/rooms", "/admin/users", "/admin/webhooks",
            "/admin/audit"])
        {
            await one.FollowAsync(path);
            await Expect(one.Page.GetByText("Loading…")).ToHaveCountAsync(0);
            foreach (var (width, height) in new[] { (390, 844), (1280, 800) })
            {
                await one.Page.SetViewportSizeAsync(width, height);
                await Expect(one.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
                var wide = await one.Page.EvaluateAsync<string[]>(
                    """
                    () => [document.documentElement, document.querySelector('.admin-main')].filter(e => e.scrollWidth > e.clientWidth)
                      .flatMap(e => [...e.querySelectorAll('*')].filter(inner => inner.getBoundingClientRect().right > e.clientWidth)
                        .map(inner => `${inner.tagName} ${inner.className} ${inner.textContent.slice(0, 40)}`))
                    """);
                Assert.True(wide.Length == 0, $"{path} at {width}: {string.Join("\n", wide)}");
            }
        }
    }

    private static async Task TalkAsync(Visitor speaker, CancellationToken enough)
    {
        for (var count = 1; !enough.IsCancellationRequested; count++)
        {
            await speaker.SayAsync($"message {count}");
        }
    }
}

namespace AspireChat.Browser.Tests.Admin;

/// <summary>The admin pages come when they are asked for, in the operator's language.</summary>
public sealed class LoadTests(ChatSite site)
{
    [Fact]
    public async Task Chat_users_do_not_load_the_admin_pages_and_operators_get_them_in_Chinese()
    {
        await using var one = await site.VisitAsync(locale: "zh-CN");
        await Expect(one.Page.Locator("#sign-in[data-problems]")).ToHaveCountAsync(0); // The app has taken the server's form over.
        await Expect(one.Page.GetByLabel("你的名字")).ToBeVisibleAsync();
        Assert.NotEmpty(one.Requests);
        Assert.DoesNotContain(one.Requests, address => address.Contains("admin", StringComparison.OrdinalIgnoreCase));

        await one.Page.GotoAsync(site.WithKey("/admin"));
        await Expect(one.Page).ToHaveTitleAsync("概览 · AspireChat 管理");
        await Expect(one.Page.GetByTestId("live")).ToHaveTextAsync("实时");
        await Expect(one.Page.GetByRole(AriaRole.Heading, new() { Name = "概览" })).ToBeVisibleAsync();
        await Expect(one.Page.GetByTestId("node-state")).ToHaveTextAsync(["正常", "正常", "正常"]);
        await one.Page.GetByTestId("node-card").First.GetByRole(AriaRole.Button, new() { Name = "排空" }).ClickAsync();
        await Expect(one.Page.GetByTestId("dialog")).ToContainTextAsync("排空 chatnode-1？");
        Assert.Contains(one.Requests, address => address.Contains("AspireChat.Web.Client.Admin.resources", StringComparison.Ordinal));
        Assert.Empty(one.Complaints);
    }

    [Fact]
    public async Task A_failed_load_of_the_admin_pages_is_shown_and_can_be_retried()
    {
        const string files = "**/_framework/AspireChat.Web.Client.Admin.*.wasm";
        await using var visitor = await site.VisitAsync("about:blank");
        await visitor.Page.RouteAsync(files, route => route.AbortAsync("internetdisconnected"));
        await visitor.Page.GotoAsync("/admin/rooms");
        await Expect(visitor.Page.GetByTestId("admin-missing")).ToHaveTextAsync("The admin pages could not be loaded.");

        await visitor.Page.UnrouteAsync(files);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(new Operator(visitor).KeyBox).ToBeVisibleAsync();
    }
}

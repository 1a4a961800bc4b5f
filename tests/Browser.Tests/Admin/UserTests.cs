namespace AspireChat.Browser.Tests.Admin;

/// <summary>What an operator does to users, and what they notice.</summary>
public sealed class UserTests(ChatSite site)
{
    [Fact]
    public async Task A_banned_user_loses_access_until_the_ban_is_lifted()
    {
        var name = $"Mallory {Guid.NewGuid():N}"[..16];
        await using var mallory = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await mallory.SignInAsync(name);
        await site.UserAsync(mallory);

        await using var one = await Operator.SignInAsync(site, "/admin/users");
        await one.Page.GetByLabel("Search").FillAsync(name);
        await one.Page.GetByTestId("users-table").GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await Expect(one.Page.GetByTestId("presence")).ToHaveTextAsync("online");

        await one.Button("Ban").ClickAsync();
        await one.Dialog.GetByRole(AriaRole.Button, new() { Name = "Ban" }).ClickAsync();
        await Expect(one.Page.GetByTestId("dialog-problem")).ToContainTextAsync("Reason");
        await one.Field("Duration").SelectOptionAsync("1 hour");
        await one.Field("Reason").FillAsync("spam");
        await one.ConfirmAsync("Ban", "applied on 3 of 3 nodes");

        await Expect(mallory.Page.GetByTestId("node")).ToBeHiddenAsync();
        await Expect(one.Page.GetByTestId("presence")).ToHaveTextAsync("offline");
        await Expect(one.Page.GetByText("“spam”")).ToBeVisibleAsync();

        await one.Button("Lift the ban").ClickAsync();
        await one.ConfirmAsync("Lift the ban", $"{name} can connect again");
        await Expect(one.Button("Ban")).ToBeVisibleAsync();

        await one.FollowAsync("/admin/audit");
        await one.Page.GetByLabel("Action").SelectOptionAsync("ban user");
        var bans = one.Page.GetByTestId("audit-table").GetByRole(AriaRole.Row).Filter(new() { HasText = "ban user" });
        await Expect(bans.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_network_is_banned_for_a_time_and_the_ban_can_be_lifted()
    {
        await using var one = await Operator.SignInAsync(site, "/admin/users");
        await one.Page.GetByTestId("ban-network").ClickAsync();
        await one.Field("Network").FillAsync("203.0.113.7/24");
        await one.Field("Duration").SelectOptionAsync("1 hour");
        await one.Field("Reason").FillAsync("spam");
        await one.ConfirmAsync("Ban network", "applied on 3 of 3 nodes");

        var ban = one.Page.GetByTestId("network-bans").GetByRole(AriaRole.Row).Filter(new() { HasText = "203.0.113.0/24" });
        await Expect(ban).ToContainTextAsync("“spam”");
        await Axe.FindsNothingAsync(one.Page);
        await ban.GetByRole(AriaRole.Button).ClickAsync();
        await one.ConfirmAsync("Lift the ban", "203.0.113.0/24 can connect again");
        await Expect(ban).ToHaveCountAsync(0);
    }
}

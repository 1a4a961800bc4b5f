namespace AspireChat.Browser.Tests.Admin;

/// <summary>What axe-core finds against the admin pages: nothing.</summary>
public sealed class AccessibilityTests(ChatSite site)
{
    [Fact]
    public async Task Axe_finds_nothing_on_any_admin_page()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await ada.SayAsync("Hello");
        var user = await site.UserAsync(ada);

        await using var one = new Operator(await site.VisitAsync("/admin"));
        await Expect(one.KeyBox).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(one.Page);
        await one.KeyBox.FillAsync(site.AdminKey);
        await one.KeyBox.PressAsync("Enter");
        await Expect(one.Page.GetByTestId("node-card")).ToHaveCountAsync(3);
        await Axe.FindsNothingAsync(one.Page);
        foreach (var path in (string[])["nodes/chatnode-1", "rooms", $"rooms/{room}", "users", $"users/{Uri.EscapeDataString(user)}",
            "webhooks", "audit"])
        {
            await one.FollowAsync($"/admin/{path}");
            await Expect(one.Page.GetByText("Loading…")).ToHaveCountAsync(0);
            await Axe.FindsNothingAsync(one.Page);
        }

        await one.FollowAsync($"/admin/rooms/{room}");
        await one.Button("Delete").ClickAsync();
        await Expect(one.Dialog).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(one.Page);
    }
}

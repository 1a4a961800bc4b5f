namespace AspireChat.Browser.Tests;

/// <summary>What people see on the chat page of what the operator does.</summary>
public sealed class OperatorTests(ChatSite site)
{
    [Fact]
    public async Task Announcements_and_the_reason_of_a_kick_or_ban_are_shown()
    {
        var (ada, grace) = await site.TwoOnDifferentNodesAsync(ChatSite.NewRoom());
        await using var first = ada;
        await using var second = grace;
        using var admin = AdminClient.WithKey(site.Address, site.AdminKey);
        await admin.CallAsync(HttpMethod.Post, "announcements", new { text = "Back in five minutes" });
        foreach (var person in new[] { ada, grace })
        {
            await Expect(person.Page.GetByTestId("news")).ToHaveTextAsync("Back in five minutes");
        }

        // It is read as its author meant it, looks like no other banner, and covers nothing.
        await admin.CallAsync(HttpMethod.Post, "announcements", new { text = "**All** rooms" });
        await Expect(ada.Page.GetByTestId("news").Last.Locator("strong")).ToHaveTextAsync("All");
        await Expect(ada.Page.Locator(".announcement")).ToContainTextAsync(["Announcement", "Announcement"]);
        Assert.True(await ada.Page.EvaluateAsync<bool>("""
            () => document.querySelector('.banner-place').getBoundingClientRect().bottom
              <= document.querySelector('.messages').getBoundingClientRect().top + 0.5
            """));

        var user = await site.UserAsync(grace);
        await GivingUpAsync(grace, () => admin.CallAsync(HttpMethod.Post, $"users/{user}/kick", new { reason = "take a break" }));
        await Expect(grace.NameBox).ToBeVisibleAsync();
        await Expect(grace.Page.GetByText("take a break")).ToBeVisibleAsync();
        await Expect(ada.MessageBox).ToBeVisibleAsync();

        await grace.SignInAsync("Grace");
        user = await site.UserAsync(grace);
        await GivingUpAsync(grace, () => admin.CallAsync(HttpMethod.Put, $"users/{user}/ban", new { reason = "spam", minutes = 60 }));
        await Expect(grace.NameBox).ToBeVisibleAsync();
        await Expect(grace.Page.GetByText("spam")).ToBeVisibleAsync();
        await Expect(ada.Page.GetByTestId("person")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task What_was_typed_in_a_deleted_room_is_kept_and_offered()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        await ada.SayAsync("stored");
        await ada.SeesAsync(1);
        await ada.MessageBox.FillAsync("a long thought");
        using var admin = AdminClient.WithKey(site.Address, site.AdminKey);
        await admin.CallAsync(HttpMethod.Delete, $"rooms/{room}");

        var kept = ada.Page.GetByTestId("kept-text");
        await Expect(kept).ToContainTextAsync($"#{room}");
        await Expect(kept.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("a long thought");
        await ada.Page.ReloadAsync();
        await Expect(kept.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("a long thought");
        await kept.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(kept).ToHaveCountAsync(0);
    }

    /// <summary>Until the page has given the name back: its owner may come in with it again.</summary>
    private static async Task GivingUpAsync(Visitor visitor, Func<Task> because) =>
        await visitor.Page.RunAndWaitForResponseAsync(because,
            answer => answer.Url.EndsWith("/api/session/end", StringComparison.Ordinal) && answer.Status == 204);
}

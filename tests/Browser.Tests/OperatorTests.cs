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

    /// <summary>Until the page has given the name back: its owner may come in with it again.</summary>
    private static async Task GivingUpAsync(Visitor visitor, Func<Task> because) =>
        await visitor.Page.RunAndWaitForResponseAsync(because,
            answer => answer.Url.EndsWith("/api/session/end", StringComparison.Ordinal) && answer.Status == 204);
}

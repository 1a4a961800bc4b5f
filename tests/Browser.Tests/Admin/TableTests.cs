namespace AspireChat.Browser.Tests.Admin;

/// <summary>The tables of the admin pages.</summary>
public sealed class TableTests(ChatSite site)
{
    [Fact]
    public async Task Tables_are_sorted_by_their_headings_and_a_room_gets_a_display_name()
    {
        var word = $"{Guid.NewGuid():N}"[..8];
        using (var admin = AdminClient.WithKey(site.Address, site.AdminKey))
        {
            foreach (var (name, topic) in new[] { ("a", "Zebra"), ("b", "ärger"), ("c", "Apple") })
            {
                await admin.CallAsync(HttpMethod.Post, "rooms", new { room = $"{word}-{name}", topic });
            }
        }

        await using var ada = await site.VisitAsync($"/r/{word}-b");
        await ada.SignInAsync("Ada");
        await using var one = await Operator.SignInAsync(site, "/admin/rooms");
        await one.Page.GetByLabel("Search").FillAsync(word);
        var table = one.Page.GetByTestId("rooms-table");
        var rooms = table.Locator("tbody tr td:first-child a");
        await Expect(rooms).ToHaveTextAsync([$"{word}-a", $"{word}-b", $"{word}-c"]);

        var topics = table.GetByRole(AriaRole.Columnheader, new() { Name = "Topic" });
        await topics.GetByRole(AriaRole.Button).FocusAsync();
        await one.Page.Keyboard.PressAsync("Enter");
        await Expect(rooms).ToHaveTextAsync([$"{word}-c", $"{word}-b", $"{word}-a"]);
        await Expect(topics).ToHaveAttributeAsync("aria-sort", "ascending");
        await one.Page.Keyboard.PressAsync("Enter");
        await Expect(rooms).ToHaveTextAsync([$"{word}-a", $"{word}-b", $"{word}-c"]);
        await Expect(topics).ToHaveAttributeAsync("aria-sort", "descending");
        await Axe.FindsNothingAsync(one.Page);

        var online = table.GetByRole(AriaRole.Columnheader, new() { Name = "Online" });
        await online.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(online).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(table.Locator("[aria-sort]")).ToHaveCountAsync(1);
        await Expect(rooms).ToHaveTextAsync([$"{word}-b", $"{word}-a", $"{word}-c"]);

        await rooms.First.ClickAsync();
        await one.Button("Edit").ClickAsync();
        await one.Field("Title").FillAsync("产品讨论");
        await one.ConfirmAsync("Save", "was updated");
        await Expect(one.Page.GetByTestId("room-title")).ToHaveTextAsync("产品讨论");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "产品讨论" })).ToBeVisibleAsync();
        await one.FollowAsync("/admin/rooms");
        await one.Page.GetByLabel("Search").FillAsync(word);
        await Expect(table).ToContainTextAsync("产品讨论");
    }
}

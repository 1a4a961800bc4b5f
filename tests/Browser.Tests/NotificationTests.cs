namespace AspireChat.Browser.Tests;

/// <summary>The browser's notifications.</summary>
public sealed class NotificationTests(ChatSite site)
{
    private const string Record =
        """
        window.shown = [];
        window.Notification = class {
          static permission = 'granted';
          static requestPermission() { return Promise.resolve('granted'); }
          constructor(title, options) { window.shown.push(`${title}: ${options.body} ${options.silent ? 'silent' : 'loud'}`); }
        };
        """;

    [Fact]
    public async Task Mentions_in_other_rooms_notify_only_users_who_turned_it_on()
    {
        var (room, other) = (ChatSite.NewRoom(), ChatSite.NewRoom());
        await using var ada = await site.VisitAsync("about:blank");
        await ada.Page.AddInitScriptAsync(Record);
        await ada.Page.GotoAsync(new Uri(site.Address, $"/r/{room}").ToString());
        await using var grace = await site.VisitAsync($"/r/{room}");
        await ada.SignInAsync("Ada");
        await grace.SignInAsync("Grace");
        await ada.RoomBox.FillAsync(other);
        await ada.RoomBox.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Log, new() { Name = $"Messages in {other}" })).ToBeVisibleAsync();

        await grace.SayAsync("@Ada too early");
        await Expect(ada.Page.GetByTestId("unread")).ToContainTextAsync(["1"]);
        await ada.OpenSettingsAsync();
        await ada.Page.GetByTestId("notifications").CheckAsync();
        await grace.SayAsync("not about her");
        await grace.SayAsync("@ada, now");

        await Eventually.TrueAsync(async () => await ada.Page.EvaluateAsync<int>("window.shown.length") > 0, "a notification is shown");
        Assert.Equal([$"Grace in #{room}: @ada, now silent"], await ada.Page.EvaluateAsync<string[]>("window.shown"));
    }
}

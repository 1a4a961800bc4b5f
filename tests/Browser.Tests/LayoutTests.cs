namespace AspireChat.Browser.Tests;

/// <summary>The page on small and large screens.</summary>
public sealed class LayoutTests(ChatSite site)
{
    [Theory]
    [InlineData(360, 740)]
    [InlineData(768, 1024)]
    [InlineData(1920, 1080)]
    public async Task The_page_never_scrolls_sideways(int width, int height)
    {
        var room = $"{ChatSite.NewRoom()}-{new string('x', 40)}";
        await using var visitor = await site.VisitAsync($"/r/{room}");
        await visitor.Page.SetViewportSizeAsync(width, height);
        await visitor.Page.EvaluateAsync("document.fonts.ready");
        await Expect(visitor.NameBox).ToBeVisibleAsync();
        Assert.Equal(0, await OverflowAsync(visitor));

        await visitor.SignInAsync(new string('W', 40));
        await visitor.SayAsync(new string('y', 300));
        await visitor.SeesAsync(1);

        Assert.Equal(0, await OverflowAsync(visitor));
        await Expect(visitor.MessageBox).ToBeInViewportAsync();
    }

    [Fact]
    public async Task On_a_phone_rooms_and_members_open_with_a_tap()
    {
        var (room, other) = (ChatSite.NewRoom(), ChatSite.NewRoom());
        await using var ada = await site.VisitAsync($"/r/{room}", phone: true);
        await ada.SignInAsync("Ada");
        await Expect(ada.RoomBox).ToBeHiddenAsync();

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Rooms" }).TapAsync();
        await ada.RoomBox.FillAsync(other);
        await ada.RoomBox.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Log, new() { Name = $"Messages in {other}" })).ToBeVisibleAsync();
        await Expect(ada.RoomBox).ToBeHiddenAsync();

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "People: 1 online" }).TapAsync();
        await Expect(ada.Page.GetByTestId("person")).ToBeVisibleAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Page.GetByTestId("person")).ToBeHiddenAsync();
        Assert.Equal(0, await OverflowAsync(ada));
    }

    [Fact]
    public async Task On_a_phone_a_long_title_is_shortened_in_the_empty_message_box()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}-{new string('x', 40)}", phone: true);
        await ada.SignInAsync("Ada");
        Assert.Equal(0, await ada.MessageBox.EvaluateAsync<int>("box => Math.max(0, box.scrollHeight - box.clientHeight)"));
    }

    private static Task<int> OverflowAsync(Visitor visitor) => visitor.Page.EvaluateAsync<int>(
        "() => Math.max(0, ...[document.documentElement, ...document.querySelectorAll('.messages, .panel')]" +
        ".filter(e => e.clientWidth > 0).map(e => e.scrollWidth - e.clientWidth))");
}

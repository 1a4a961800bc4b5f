namespace AspireChat.Browser.Tests;

/// <summary>Light and dark colours.</summary>
public sealed class ThemeTests(ChatSite site)
{
    private const string Light = "rgb(255, 255, 255)";
    private const string Dark = "rgb(26, 28, 39)";

    [Theory]
    [InlineData(false, Light)]
    [InlineData(true, Dark)]
    public async Task The_system_theme_is_the_default(bool dark, string ground)
    {
        await using var ada = await site.VisitAsync(dark: dark);
        await Expect(ada.Page.Locator(".card")).ToHaveCSSAsync("background-color", ground);
    }

    [Fact]
    public async Task A_chosen_theme_applies_at_once_and_before_the_first_paint_after_a_reload()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");
        await ada.OpenSettingsAsync();

        await ada.Page.GetByTestId("theme").SelectOptionAsync("dark");

        await Expect(ada.Page.Locator(".room-view")).ToHaveCSSAsync("background-color", Dark);
        await ada.Page.AddInitScriptAsync(
            "new PerformanceObserver(list => window.themeAtPaint ??= document.documentElement.dataset.theme)" +
            ".observe({ type: 'paint', buffered: true })");
        await ada.Page.ReloadAsync();
        await ada.NodeAsync();
        Assert.Equal("dark", await ada.Page.EvaluateAsync<string>("window.themeAtPaint"));
        await ada.OpenSettingsAsync();
        await ada.Page.GetByTestId("theme").SelectOptionAsync("system");
        await Expect(ada.Page.Locator(".room-view")).ToHaveCSSAsync("background-color", Light);
    }
}

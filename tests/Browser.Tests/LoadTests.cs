namespace AspireChat.Browser.Tests;

/// <summary>The page on a network that is not what it should be.</summary>
public sealed class LoadTests(ChatSite site)
{
    [Fact]
    public async Task A_file_lost_while_the_page_loads_is_requested_again()
    {
        await using var visitor = await site.VisitAsync("about:blank");
        var lost = 0;
        await visitor.Page.RouteAsync("**/_framework/System.Net.Http.*.wasm", route =>
            Interlocked.Increment(ref lost) <= 4 ? route.AbortAsync("internetdisconnected") : route.ContinueAsync());

        await visitor.Page.GotoAsync("/");

        await Expect(visitor.NameBox).ToBeVisibleAsync();
        await visitor.SignInAsync("Ada");
        Assert.True(lost > 4, $"{lost} requests");
    }

    [Fact]
    public async Task A_page_that_cannot_be_loaded_shows_an_error_and_offers_a_retry()
    {
        await using var visitor = await site.VisitAsync("about:blank");
        await visitor.Page.RouteAsync("**/_framework/System.Net.Http.*.wasm", route => route.AbortAsync("internetdisconnected"));

        await visitor.Page.GotoAsync("/");

        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Load it again" })).ToBeVisibleAsync();
    }
}

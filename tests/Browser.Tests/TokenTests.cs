namespace AspireChat.Browser.Tests;

/// <summary>How the pages keep their session: by the server's time, and through refusals that a new token ends.</summary>
public sealed class TokenTests(ChatSite site)
{
    [Theory]
    [InlineData("/r/", 24)]
    [InlineData("/plain?room=", 24)]
    [InlineData("/plain?room=", -24)]
    public async Task A_device_clock_that_is_wrong_by_hours_makes_no_difference(string page, int hours)
    {
        await using var ada = await site.VisitAsync("about:blank", fresh: true);
        await ada.Page.AddInitScriptAsync($"const rightTime = Date.now; Date.now = () => rightTime() + {hours} * 3_600_000;");
        var pings = 0;
        ada.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
            pings += frame.Text?.Contains("\"type\":6", StringComparison.Ordinal) is true ? 1 : 0;
        await ada.Page.GotoAsync(page + ChatSite.NewRoom());
        await ada.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        await ada.SayAsync("hello");
        await ada.SeesAsync(1);

        await Eventually.TrueAsync(() => pings > 0, "the server has sent a ping");

        // Connecting asks for the token a few times, and it has just been given.
        Assert.DoesNotContain(ada.Requests, request => request.EndsWith("/api/session/refresh", StringComparison.Ordinal));
        Assert.Single(ada.Requests, request => request.Contains("/negotiate", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/r/")]
    [InlineData("/plain?room=")]
    public async Task A_token_that_a_node_refuses_is_renewed_before_the_user_is_signed_out(string page)
    {
        await using var ada = await site.VisitAsync(page + ChatSite.NewRoom(), fresh: page.StartsWith("/plain", StringComparison.Ordinal));
        var refused = 0;
        await ada.Page.RouteAsync(
            "**/negotiate?*", route => refused++ == 0 ? route.FulfillAsync(new() { Status = 401 }) : route.ContinueAsync());
        await ada.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        Assert.True(refused > 1);
        Assert.Contains(ada.Requests, request => request.EndsWith("/api/session/refresh", StringComparison.Ordinal));
    }
}

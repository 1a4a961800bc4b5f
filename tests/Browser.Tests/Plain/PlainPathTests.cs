namespace AspireChat.Browser.Tests.Plain;

/// <summary>The plain page behind proxies that let only some ways of connecting through.</summary>
public sealed class PlainPathTests(ChatSite site)
{
    [Fact]
    public async Task The_plain_page_works_behind_a_proxy_with_default_settings()
    {
        await using var proxy = await FrontProxy.WithDefaultsAsync(site.Address);
        await ChatThroughAsync(proxy);
    }

    [Fact]
    public async Task The_plain_page_works_when_each_request_comes_from_another_address()
    {
        await using var proxy = await FrontProxy.WithChangingAddressesAsync(site.Address);
        await ChatThroughAsync(proxy);
    }

    [Fact]
    public async Task The_plain_page_falls_back_to_polling_when_a_proxy_buffers_event_streams()
    {
        await using var ada = await site.VisitAsync("about:blank", fresh: true);
        await ada.Page.AddInitScriptAsync(
            """
            delete window.WebSocket;
            window.WebSocket = class { constructor() { throw new Error('refused'); } };
            window.EventSource = class { close() { } };
            """);
        await ada.Page.GotoAsync($"/plain?room={ChatSite.NewRoom()}");
        await ada.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        await ada.SayAsync("hello");
        await ada.SeesAsync(1);
        Assert.Contains(ada.Requests, request => request.Contains("/hubs/chat?id=", StringComparison.Ordinal));
    }

    private async Task ChatThroughAsync(FrontProxy proxy)
    {
        await using var ada = await site.VisitAsync(new Uri(proxy.Address, $"/plain?room={ChatSite.NewRoom()}").ToString(), fresh: true);
        await ada.SignInAsync($"Ada {Guid.NewGuid():N}"[..12]);
        await ada.SayAsync("hello");
        await ada.SeesAsync(1);
    }
}

using AspireChat.Bench.Systems;
using Microsoft.Playwright;

namespace AspireChat.Bench.Page;

/// <summary>Uses every part of the page once: the published page is trimmed, while the tests run an untrimmed one.</summary>
internal static class PageTour
{
    /// <summary>Throws when something does not work.</summary>
    /// <returns>What works.</returns>
    public static async Task<IReadOnlyList<string>> GoAsync(IBrowser browser, AspireChatSystem system)
    {
        await using var window = await browser.NewContextAsync(new() { BaseURL = system.Page.ToString(), Locale = "en-GB" });
        var tab = await window.NewPageAsync();
        List<string> requests = [], errors = [], works = [];
        tab.Request += (_, request) => requests.Add(request.Url);
        tab.PageError += (_, error) => errors.Add(error);

        await tab.GotoAsync("/r/tour");
        await SignInAsync(tab);
        await tab.Locator("#composer").FillAsync("**bold** and `code`\n```cs\nvar x = 1;\n```");
        await tab.Keyboard.PressAsync("Enter");
        await tab.Locator("[data-testid=message] strong").WaitForAsync();
        await tab.Locator("[data-testid=message] pre").WaitForAsync();
        works.Add("signing in, a room, a message with Markdown");

        await tab.GetByTestId("settings").ClickAsync();
        await tab.GetByTestId("language").SelectOptionAsync("zh-CN");
        await tab.GetByRole(AriaRole.Button, new() { Name = "离开房间" }).WaitForAsync();
        await tab.Locator("[data-testid=message] strong").WaitForAsync();
        works.Add("Chinese, with the session kept");

        if (requests.Find(address => address.Contains("Admin", StringComparison.Ordinal)) is { } needless)
        {
            throw new BenchException($"who chats has loaded {needless}.");
        }

        await tab.GotoAsync($"/admin#key={Uri.EscapeDataString(system.AdminKey)}");
        await tab.GetByTestId("node-card").Nth(1).WaitForAsync();
        await tab.GetByRole(AriaRole.Heading, new() { Name = "概览" }).WaitForAsync();
        foreach (var path in (string[])["rooms", "rooms/tour", "users", "webhooks", "audit", "nodes/chatnode-1"])
        {
            await tab.GotoAsync($"/admin/{path}");
            await tab.Locator("main h1").WaitForAsync();
            await tab.GetByTestId("live").And(tab.GetByText("实时")).WaitForAsync();
        }

        works.Add("the admin pages, in Chinese, loaded only there");
        return errors.Count == 0 ? works : throw new BenchException(string.Join('\n', errors));
    }

    /// <summary>Enters the chat, and waits until it is possible to write.</summary>
    public static async Task SignInAsync(IPage tab)
    {
        await tab.GetByLabel("Your name").FillAsync($"Ada {Guid.NewGuid().ToString("N")[..6]}");
        await tab.Keyboard.PressAsync("Enter");
        await tab.Locator("#composer").WaitForAsync();
    }
}

namespace AspireChat.Browser.Tests;

/// <summary>The page in the reader's language.</summary>
public sealed class LanguageTests(ChatSite site)
{
    [Fact]
    public async Task A_Chinese_browser_gets_a_Chinese_page()
    {
        var room = ChatSite.NewRoom();
        await using var ada = await site.VisitAsync($"/r/{room}", locale: "zh-CN");
        await Expect(ada.Page.GetByLabel("你的名字")).ToBeVisibleAsync();
        await Expect(ada.Page).ToHaveTitleAsync("登录 · AspireChat");
        await ada.Page.GetByLabel("你的名字").FillAsync("阿达");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "进入聊天" }).ClickAsync();
        await ada.NodeAsync();

        Assert.Equal("zh-CN", await ada.Page.EvaluateAsync<string>("document.documentElement.lang"));
        await Expect(ada.Page.GetByRole(AriaRole.Log, new() { Name = $"{room} 中的消息" })).ToBeVisibleAsync();
        await Expect(ada.Page.GetByText($"这里是 #{room} 的开头。")).ToBeVisibleAsync();
        var box = ada.Page.GetByRole(AriaRole.Textbox, new() { Name = $"发送到 {room} 的消息" });
        await box.FillAsync("你好");
        await box.PressAsync("Enter");
        await ada.SeesAsync(1);
        await Expect(ada.Page.Locator("[data-testid=message] .by time")).ToHaveAttributeAsync("title",
            new System.Text.RegularExpressions.Regex("年.*月.*日"));
        Assert.Empty(ada.Complaints);
    }

    [Fact]
    public async Task A_chosen_language_survives_a_reload_and_keeps_the_session()
    {
        await using var ada = await site.VisitAsync($"/r/{ChatSite.NewRoom()}");
        await ada.SignInAsync("Ada");

        await ada.OpenSettingsAsync();
        await ada.Page.GetByTestId("language").SelectOptionAsync("zh-CN");

        await Expect(ada.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "离开房间" })).ToBeVisibleAsync();
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "离开房间" })).ToBeVisibleAsync();
        await Expect(ada.Page.GetByTestId("me")).ToHaveTextAsync("Ada");
    }
}

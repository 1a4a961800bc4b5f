namespace AspireChat.Browser.Tests.Admin;

/// <summary>Telling outside addresses of events.</summary>
public sealed class WebhookTests(ChatSite site)
{
    [Fact]
    public async Task A_webhook_is_created_with_its_secret_shown_once_disabled_and_deleted()
    {
        var url = $"http://127.0.0.1:9/{Guid.NewGuid():N}";
        await using var one = await Operator.SignInAsync(site, "/admin/webhooks");
        await one.Button("Create webhook").ClickAsync();
        await one.Field("Address").FillAsync(url);
        await one.Field("Event kinds").FillAsync("message no-such-kind");
        await one.Dialog.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(one.Page.GetByTestId("dialog-problem")).ToContainTextAsync("“no-such-kind” does not exist");
        await one.Field("Event kinds").FillAsync("message");
        await one.ConfirmAsync("Create", "The webhook was created.");
        await Expect(one.Page.GetByTestId("secret")).Not.ToBeEmptyAsync();

        var webhook = one.Page.GetByTestId("webhook").Filter(new() { HasText = url });
        await Expect(webhook).ToContainTextAsync("enabled");
        await webhook.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await one.ConfirmAsync("Disable", "The webhook is disabled.");
        await Expect(one.Page.GetByTestId("secret")).ToBeHiddenAsync();
        await Expect(webhook).ToContainTextAsync("disabled");

        await webhook.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await one.ConfirmAsync("Delete", "The webhook was deleted.");
        await Expect(webhook).ToBeHiddenAsync();
    }
}

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
        foreach (var kind in new[] { "messages", "a node is up", "a node is down" })
        {
            await one.Dialog.GetByLabel(kind).UncheckAsync();
        }

        await one.Dialog.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(one.Page.GetByTestId("dialog-problem")).ToContainTextAsync("Event kinds");
        await one.Dialog.GetByLabel("people joining").CheckAsync();
        await one.ConfirmAsync("Create", "The webhook was created.");
        await Expect(one.Page.GetByTestId("secret")).Not.ToBeEmptyAsync();

        var webhook = one.Page.GetByTestId("webhook").Filter(new() { HasText = url });
        await Expect(webhook).ToContainTextAsync("enabled");
        await Expect(webhook).ToContainTextAsync("people joining");
        await webhook.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await one.ConfirmAsync("Disable", "The webhook is disabled.");
        await Expect(one.Page.GetByTestId("secret")).ToBeHiddenAsync();
        await Expect(webhook).ToContainTextAsync("disabled");

        await webhook.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await one.ConfirmAsync("Delete", "The webhook was deleted.");
        await Expect(webhook).ToBeHiddenAsync();
    }
}

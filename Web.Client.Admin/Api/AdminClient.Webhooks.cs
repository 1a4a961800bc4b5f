using System.Net.Http.Json;
using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>Webhooks.</summary>
public sealed partial class AdminClient
{
    /// <summary>All webhooks.</summary>
    public Task<Page<Webhook>> WebhooksAsync(ListRequest list) =>
        GetAsync(Query("webhooks", list.LimitParameter, list.CursorParameter), AdminJson.Default.PageWebhook);

    /// <summary>Creates a webhook; the answer has its secret.</summary>
    public Task<Webhook> CreateWebhookAsync(WebhookRequest webhook, string key) => SendAsync(
        HttpMethod.Post, "webhooks", key, AdminJson.Default.Webhook, JsonContent.Create(webhook, AdminJson.Default.WebhookRequest));

    /// <summary>Changes what of a webhook is not null.</summary>
    public Task<Webhook> ChangeWebhookAsync(string id, WebhookRequest change, string key) => SendAsync(
        HttpMethod.Patch, Path("webhooks", id), key, AdminJson.Default.Webhook, JsonContent.Create(change, AdminJson.Default.WebhookRequest));

    /// <summary>Deletes a webhook and its dead letters.</summary>
    public Task DeleteWebhookAsync(string id, string key) => SendAsync(HttpMethod.Delete, Path("webhooks", id), key);

    /// <summary>Sends a test event.</summary>
    public Task TestWebhookAsync(string id, string key) => SendAsync(HttpMethod.Post, Path("webhooks", id, "test"), key);

    /// <summary>Deliveries that were given up.</summary>
    public Task<Page<DeadLetter>> DeadLettersAsync(string id, ListRequest list) =>
        GetAsync(Query(Path("webhooks", id, "dead-letters"), list.LimitParameter, list.CursorParameter), AdminJson.Default.PageDeadLetter);

    /// <summary>Delivers a dead letter once more.</summary>
    public Task RetryAsync(string id, string delivery, string key) =>
        SendAsync(HttpMethod.Post, Path("webhooks", id, "dead-letters", delivery, "retry"), key);

    /// <summary>Forgets a dead letter.</summary>
    public Task ForgetAsync(string id, string delivery, string key) =>
        SendAsync(HttpMethod.Delete, Path("webhooks", id, "dead-letters", delivery), key);
}

using System.Net.Http.Json;
using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>Calls about webhooks.</summary>
public sealed class WebhooksApi
{
    private readonly AdminHttp _http;

    internal WebhooksApi(AdminHttp http) => _http = http;

    /// <summary>All webhooks.</summary>
    public Task<Page<Webhook>> ListAsync(ListRequest list) =>
        _http.GetAsync(AdminHttp.Query("webhooks", list.LimitParameter, list.CursorParameter), AdminJson.Default.PageWebhook);

    /// <summary>Creates a webhook; the answer has its secret.</summary>
    public Task<Webhook> CreateAsync(WebhookRequest webhook, string key) => _http.SendAsync(
        HttpMethod.Post, "webhooks", key, AdminJson.Default.Webhook, JsonContent.Create(webhook, AdminJson.Default.WebhookRequest));

    /// <summary>Changes the settings that are not null.</summary>
    public Task<Webhook> ChangeAsync(string id, WebhookRequest change, string key) => _http.SendAsync(
        HttpMethod.Patch, AdminHttp.Path("webhooks", id), key, AdminJson.Default.Webhook,
        JsonContent.Create(change, AdminJson.Default.WebhookRequest));

    /// <summary>Deletes a webhook and its dead letters.</summary>
    public Task DeleteAsync(string id, string key) => _http.SendAsync(HttpMethod.Delete, AdminHttp.Path("webhooks", id), key);

    /// <summary>Sends a test event.</summary>
    public Task TestAsync(string id, string key) => _http.SendAsync(HttpMethod.Post, AdminHttp.Path("webhooks", id, "test"), key);

    /// <summary>Deliveries that failed for good.</summary>
    public Task<Page<DeadLetter>> DeadLettersAsync(string id, ListRequest list) =>
        _http.GetAsync(AdminHttp.Query(AdminHttp.Path("webhooks", id, "dead-letters"), list.LimitParameter, list.CursorParameter),
        AdminJson.Default.PageDeadLetter);

    /// <summary>Delivers a dead letter again.</summary>
    public Task RetryAsync(string id, string delivery, string key) =>
        _http.SendAsync(HttpMethod.Post, AdminHttp.Path("webhooks", id, "dead-letters", delivery, "retry"), key);

    /// <summary>Deletes a dead letter.</summary>
    public Task DeleteDeadLetterAsync(string id, string delivery, string key) =>
        _http.SendAsync(HttpMethod.Delete, AdminHttp.Path("webhooks", id, "dead-letters", delivery), key);
}

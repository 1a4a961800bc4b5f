using AspireChat.Contracts.Admin;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>Deliveries that somebody asked for; they do not stand in the row of the others.</summary>
internal sealed partial class WebhookErrands(
    WebhookCourier courier, WebhookStore store, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<WebhookErrands> logger)
{
    public void Test(StoredWebhook webhook) => _ = RunAsync(webhook, stopping =>
    {
        var delivery = WebhookDelivery.Of($"test:{Guid.CreateVersion7():N}", WebhookKinds.Test, time.GetUtcNow().ToUnixTimeMilliseconds(), json =>
        {
            json.WriteStartObject();
            json.WriteString("webhook", webhook.Id);
            json.WriteEndObject();
        });
        return courier.TryAsync(webhook, delivery, stopping);
    });

    /// <summary>The letter stays in the list until it has arrived, so a restart meanwhile loses nothing.</summary>
    public void Retry(StoredWebhook webhook, DeadLetter letter) => _ = RunAsync(webhook, async stopping =>
    {
        if (await courier.DeliverAsync(webhook, new WebhookDelivery(letter.Id, letter.Body), stopping))
        {
            await store.RemoveLetterAsync(webhook.Id, letter.Id);
        }
    });

    private async Task RunAsync(StoredWebhook webhook, Func<CancellationToken, Task> errand)
    {
        try
        {
            await errand(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
            LogFailed(webhook.Id, away.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A test or a retry for webhook {Webhook} was cut short: {Reason}")]
    private partial void LogFailed(string webhook, string reason);
}

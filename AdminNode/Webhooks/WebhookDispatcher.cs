using AspireChat.Contracts.Admin;
using AspireChat.Store.Webhooks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>Delivers to a webhook until the receiver accepts, or the attempts are exhausted.</summary>
internal sealed partial class WebhookDispatcher(
    WebhookStore store, WebhookSender sender, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookDispatcher> logger)
{
    /// <summary>Delivers an event, if the webhook is still enabled and unchanged.</summary>
    /// <exception cref="OperationCanceledException">It is not. The service that runs the webhook will notice within a second.</exception>
    public async Task DispatchAsync(StoredWebhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(webhook.Id) is not { Enabled: true } current || !current.IsLike(webhook))
        {
            throw new OperationCanceledException();
        }

        await DeliverAsync(webhook, delivery, cancellationToken);
    }

    /// <summary>Delivers an event. If all attempts fail, it becomes a dead letter.</summary>
    /// <returns>Whether the receiver accepted it.</returns>
    public async Task<bool> DeliverAsync(StoredWebhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(webhook, delivery, cancellationToken) is not { } failure)
            {
                return true;
            }

            if (failure.Gone || attempt >= options.Value.Attempts)
            {
                await GiveUpAsync(webhook, delivery, attempt, failure);
                return false;
            }

            await Task.Delay(DelayAfter(attempt), time, cancellationToken);
        }
    }

    /// <summary>Makes one attempt.</summary>
    /// <returns>Null if the receiver accepted it; otherwise the reason.</returns>
    public async Task<WebhookFailure?> TryAsync(StoredWebhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var failure = await sender.TryAsync(webhook, delivery, cancellationToken);
        await (failure is null ? store.SucceededAsync(webhook.Id) : store.FailedAsync(webhook.Id, failure.Text));
        return failure;
    }

    private async Task GiveUpAsync(StoredWebhook webhook, WebhookDelivery delivery, int attempts, WebhookFailure failure)
    {
        LogGivenUp(delivery.Id, webhook.Id, attempts, failure.Text);
        await store.AddLetterAsync(webhook.Id, new DeadLetter
        {
            Id = delivery.Id,
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Attempts = attempts,
            Error = failure.Text,
            Body = delivery.Body,
        });
        if (failure.Gone && await store.FindAsync(webhook.Id) is { } current)
        {
            await store.SaveAsync(current with { Enabled = false });
        }
    }

    /// <summary>Half of the pause is random, so that deliveries that failed together are not repeated together.</summary>
    private TimeSpan DelayAfter(int attempt)
    {
        var full = options.Value.FirstDelay * Math.Pow(2, Math.Min(attempt - 1, 30));
        full = full < options.Value.LongestDelay ? full : options.Value.LongestDelay;
        return full * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    [LoggerMessage(1, LogLevel.Warning, "Delivery {Delivery} to webhook {Webhook} was given up after {Attempts} attempts: {Reason}")]
    private partial void LogGivenUp(string delivery, string webhook, int attempts, string reason);
}

/// <summary>Deliveries that an operator requested. They do not wait for others.</summary>
internal sealed partial class ManualDeliveries(
    WebhookDispatcher dispatcher, WebhookStore store, TimeProvider time, IHostApplicationLifetime lifetime,
    ILogger<ManualDeliveries> logger)
{
    /// <summary>Starts one attempt to deliver a test event.</summary>
    public void Test(StoredWebhook webhook) => _ = RunAsync(webhook, stopping =>
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var delivery = WebhookDelivery.Of($"test:{Guid.CreateVersion7():N}", WebhookKinds.Test, now, json =>
        {
            json.WriteStartObject();
            json.WriteString("webhook", webhook.Id);
            json.WriteEndObject();
        });
        return dispatcher.TryAsync(webhook, delivery, stopping);
    });

    /// <summary>Starts to deliver a dead letter. It stays in the list until it is delivered, so a restart loses nothing.</summary>
    public void Retry(StoredWebhook webhook, DeadLetter letter) => _ = RunAsync(webhook, async stopping =>
    {
        if (await dispatcher.DeliverAsync(webhook, new WebhookDelivery(letter.Id, letter.Body), stopping))
        {
            await store.RemoveLetterAsync(webhook.Id, letter.Id);
        }
    });

    private async Task RunAsync(StoredWebhook webhook, Func<CancellationToken, Task> deliver)
    {
        try
        {
            await deliver(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
            LogFailed(webhook.Id, away.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A test or retry of webhook {Webhook} was interrupted: {Reason}")]
    private partial void LogFailed(string webhook, string reason);
}

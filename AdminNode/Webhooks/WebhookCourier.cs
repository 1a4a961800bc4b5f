using AspireChat.Contracts.Admin;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>Tells a webhook until it has heard, or the attempts are used up.</summary>
internal sealed partial class WebhookCourier(
    WebhookStore store, WebhookSender sender, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookCourier> logger)
{
    /// <summary>Delivers it, if the webhook is still to be told, and told so.</summary>
    /// <exception cref="OperationCanceledException">It is not; whoever runs the webhook has yet to notice.</exception>
    public async Task TellAsync(StoredWebhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(webhook.Id) is not { Enabled: true } current || !current.IsLike(webhook))
        {
            throw new OperationCanceledException();
        }

        await DeliverAsync(webhook, delivery, cancellationToken);
    }

    /// <summary>Delivers it; what does not arrive is among the dead letters afterwards.</summary>
    /// <returns>Whether it arrived.</returns>
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

    /// <summary>One attempt.</summary>
    /// <returns>Null when it arrived; else why not.</returns>
    public async Task<WebhookFailure?> TryAsync(StoredWebhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var failure = await sender.TryAsync(webhook, delivery, cancellationToken);
        await (failure is null ? store.ArrivedAsync(webhook.Id) : store.FailedAsync(webhook.Id, failure.Text));
        return failure;
    }

    private async Task GiveUpAsync(StoredWebhook webhook, WebhookDelivery delivery, int attempts, WebhookFailure failure)
    {
        LogGivenUp(delivery.Id, webhook.Id, attempts, failure.Text);
        await store.BuryAsync(webhook.Id, new DeadLetter
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

    /// <summary>Half of it is chance, so that what failed together does not come again together.</summary>
    private TimeSpan DelayAfter(int attempt)
    {
        var full = options.Value.FirstDelay * Math.Pow(2, Math.Min(attempt - 1, 30));
        full = full < options.Value.LongestDelay ? full : options.Value.LongestDelay;
        return full * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    [LoggerMessage(1, LogLevel.Warning, "Delivery {Delivery} to webhook {Webhook} was given up after {Attempts} attempts: {Reason}")]
    private partial void LogGivenUp(string delivery, string webhook, int attempts, string reason);
}

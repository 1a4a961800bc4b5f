using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>What a webhook is told of. Each source goes its own pace: what one room's receiver refuses keeps nothing else waiting.</summary>
internal sealed partial class WebhookSources(
    WebhookStore store, RoomSource rooms, NodeSource nodes, ActionSource actions, TimeProvider time, ILogger<WebhookSources> logger)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Makes a new or changed webhook be told from now on, of what it was not told of before, and of the rest no more.</summary>
    public async Task BeginAsync(StoredWebhook webhook, bool anew)
    {
        var wanted = Names(webhook);
        await store.ForgetAsync(webhook.Id, except: anew ? [] : wanted);
        foreach (var source in wanted)
        {
            if (await store.CursorAsync(webhook.Id, source) is null)
            {
                await (source switch
                {
                    NodeSource.Name => nodes.BeginAsync(webhook.Id),
                    ActionSource.Name => actions.BeginAsync(webhook.Id),
                    _ => rooms.BeginAsync(webhook.Id, source),
                });
            }
        }
    }

    /// <summary>Tells until cancelled.</summary>
    public Task RunAsync(StoredWebhook webhook, CancellationToken cancellationToken) =>
        Task.WhenAll(Names(webhook).Select(source => RunAsync(webhook, source, cancellationToken)));

    private async Task RunAsync(StoredWebhook webhook, string source, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await (source switch
                {
                    NodeSource.Name => nodes.RunAsync(webhook, cancellationToken),
                    ActionSource.Name => actions.RunAsync(webhook, cancellationToken),
                    _ => rooms.RunAsync(webhook, source, cancellationToken),
                });
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
            {
                // Cancelled, or about to be.
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
                // The health check says so; the cursor is in Redis, so nothing is lost.
            }
#pragma warning disable CA1031 // One webhook's trouble must not end the others.
            catch (Exception unexpected)
#pragma warning restore CA1031
            {
                LogFailed(unexpected, webhook.Id, source);
            }

            await Task.Delay(AfterFailure, time, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static List<string> Names(StoredWebhook webhook) =>
    [
        .. webhook.WantsRooms ? webhook.Rooms : [],
        .. webhook.WantsNodes ? [NodeSource.Name] : (string[])[],
        .. webhook.WantsActions ? [ActionSource.Name] : (string[])[],
    ];

    [LoggerMessage(1, LogLevel.Error, "Webhook {Webhook}, {Source}: telling failed and is tried again.")]
    private partial void LogFailed(Exception exception, string webhook, string source);
}

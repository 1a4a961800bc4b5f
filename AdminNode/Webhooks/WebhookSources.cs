using System.Globalization;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Audit;
using AspireChat.Store.Webhooks;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>
/// The sources of a webhook's events: each of its rooms, the nodes, and the audit log. They are independent: a receiver that refuses one
/// room's events delays no others.
/// </summary>
internal sealed partial class WebhookSources(
    WebhookStore store, RoomSource rooms, NodeSource nodes, ActionSource actions, TimeProvider time, ILogger<WebhookSources> logger)
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Makes a new or changed webhook start with what happens from now on, in those sources that it did not have before.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="restart">Whether it starts from now on in all sources.</param>
    public async Task BeginAsync(StoredWebhook webhook, bool restart)
    {
        var wanted = Names(webhook);
        await store.ForgetAsync(webhook.Id, except: restart ? [] : wanted);
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

    /// <summary>Delivers the events of all sources until cancelled.</summary>
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
                // The health check reports it. The cursor is in Redis, so nothing is lost.
            }
#pragma warning disable CA1031 // One webhook's failure must not stop the others.
            catch (Exception unexpected)
#pragma warning restore CA1031
            {
                LogFailed(unexpected, webhook.Id, source);
            }

            await Task.Delay(PauseAfterFailure, time, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static List<string> Names(StoredWebhook webhook) =>
    [
        .. webhook.WantsRooms() ? webhook.Rooms : [],
        .. webhook.Kinds.Any(WebhookKinds.OfNodes.Contains) ? [NodeSource.Name] : (string[])[],
        .. webhook.Kinds.Contains(WebhookKinds.Action) ? [ActionSource.Name] : (string[])[],
    ];

    [LoggerMessage(1, LogLevel.Error, "Webhook {Webhook}: delivering the events of {Source} failed and is repeated.")]
    private partial void LogFailed(Exception exception, string webhook, string source);
}

/// <summary>Delivers what is done through the admin API, from the audit log.</summary>
internal sealed class ActionSource(AuditLog audit, WebhookStore store, WebhookDispatcher dispatcher, TimeProvider time)
{
    /// <summary>The cursor's name. No room can have this name.</summary>
    public const string Name = "#actions";

    private const int Chunk = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Starts with the next entry.</summary>
    public async Task BeginAsync(string webhook) => await MoveAsync(webhook, await audit.LastAsync());

    public async Task RunAsync(StoredWebhook webhook, CancellationToken cancellationToken)
    {
        if (await store.CursorAsync(webhook.Id, Name) is not { } stored)
        {
            return;
        }

        var cursor = long.Parse(stored, CultureInfo.InvariantCulture);
        while (true)
        {
            foreach (var (number, entry) in await audit.ReadAfterAsync(cursor, Chunk))
            {
                var happened = new ClusterEvent { Kind = WebhookKinds.Action, At = entry.At, Action = entry };
                await dispatcher.DispatchAsync(webhook, WebhookDelivery.Of($"action:{entry.Id}", happened), cancellationToken);
                cursor = number;
                await MoveAsync(webhook.Id, cursor);
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private Task MoveAsync(string webhook, long cursor) => store.MoveAsync(webhook, Name, cursor.ToString(CultureInfo.InvariantCulture));
}

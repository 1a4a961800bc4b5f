using System.Globalization;
using System.Text.Json;
using AspireChat.AdminNode.Api.Audit;
using AspireChat.Contracts.Admin;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>Tells a webhook what is done through the admin API, from the audit log.</summary>
internal sealed class ActionSource(AuditLog audit, WebhookStore store, WebhookCourier courier, TimeProvider time)
{
    /// <summary>Where the cursor is kept; no room can have this name.</summary>
    public const string Name = "#actions";

    private const int Chunk = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>From here on.</summary>
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
            foreach (var entry in await audit.ReadAfterAsync(cursor, Chunk))
            {
                var told = new ClusterEvent { Kind = WebhookKinds.Action, At = entry.At, Action = entry };
                await courier.TellAsync(
                    webhook,
                    WebhookDelivery.Of($"action:{entry.Id}", told.Kind, told.At, json => JsonSerializer.Serialize(json, told, AdminJson.Default.ClusterEvent)),
                    cancellationToken);
                cursor = long.Parse(entry.Id, CultureInfo.InvariantCulture);
                await MoveAsync(webhook.Id, cursor);
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private Task MoveAsync(string webhook, long cursor) => store.MoveAsync(webhook, Name, cursor.ToString(CultureInfo.InvariantCulture));
}

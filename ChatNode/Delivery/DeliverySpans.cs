using System.Diagnostics;
using System.Text;
using AspireChat.Store.Telemetry;

namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// The spans of one fan-out, <c>deliver ROOM</c>. Each is a child of the event's <c>send ROOM</c>, although many come from one: links would
/// show as separate traces.
/// </summary>
internal readonly struct DeliverySpans(List<Activity>? spans) : IDisposable
{
    /// <summary>Starts the spans of one fan-out: one for each of the batch's events whose sender's trace is sampled.</summary>
    public static DeliverySpans Begin(string room, string node, FeedBatch batch)
    {
        List<Activity>? spans = null;
        if (ChatTelemetry.Source.HasListeners())
        {
            foreach (var entry in batch.Live)
            {
                if (!entry.TraceParent.IsEmpty
                    && ActivityContext.TryParse(Encoding.ASCII.GetString(entry.TraceParent.Span), null, isRemote: true, out var sender)
                    && ChatTelemetry.Source.StartActivity(ActivityKind.Consumer, sender, name: $"deliver {room}") is { } span)
                {
                    ChatTelemetry.Describe(span, room, "process", node);
                    span.SetTag("chat.seq", entry.Seq);
                    span.SetTag("chat.batch.size", batch.Events.Count);
                    var lag = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeMilliseconds(entry.At);
                    span.SetTag("chat.lag_ms", lag.TotalMilliseconds);
                    (spans ??= []).Add(span);
                }
            }
        }

        return new DeliverySpans(spans);
    }

    /// <summary>Records how many connections were served.</summary>
    public void Done(int recipients)
    {
        foreach (var span in spans ?? [])
        {
            span.SetTag("chat.recipients", recipients);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // In reverse order: each restores the activity that was current when it started.
        for (var last = (spans?.Count ?? 0) - 1; last >= 0; last--)
        {
            spans![last].Dispose();
        }
    }
}

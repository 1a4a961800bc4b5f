using System.Diagnostics;
using System.Text;
using AspireChat.ChatNode.Delivery;
using AspireChat.Store.Redis;

namespace AspireChat.Store.Telemetry;

/// <summary>
/// The spans of a message's way, by OpenTelemetry's messaging conventions
/// (https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/): <c>send ROOM</c> where it is accepted, and
/// <c>deliver ROOM</c> on every node that delivers it, as a child of the former although many come from one: links would show as separate traces.
/// </summary>
internal static class ChatTelemetry
{
    /// <summary>The source's and the meter's name.</summary>
    public const string Name = "AspireChat";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins the span of an append; null unless somebody listens.</summary>
    public static Activity? Send(string room, string kind, string? id, string node)
    {
        var span = Source.StartActivity(ActivityKind.Producer, name: $"send {room}");
        if (span is { IsAllDataRequested: true })
        {
            Describe(span, room, "send", node);
            span.SetTag("messaging.message.id", id);
            span.SetTag("chat.event.kind", kind);
        }

        return span;
    }

    /// <summary>Begins the spans of one fan-out: one for each of the batch's events whose sender's trace is sampled.</summary>
    public static Delivery Deliver(string room, string node, FeedBatch batch)
    {
        List<Activity>? spans = null;
        if (Source.HasListeners())
        {
            foreach (var entry in batch.Live)
            {
                if (!entry.TraceParent.IsEmpty && ActivityContext.TryParse(Encoding.ASCII.GetString(entry.TraceParent.Span), null, isRemote: true, out var sender)
                    && Source.StartActivity(ActivityKind.Consumer, sender, name: $"deliver {room}") is { } span)
                {
                    Describe(span, room, "process", node);
                    span.SetTag("chat.seq", entry.Seq);
                    span.SetTag("chat.batch.size", batch.Events.Count);
                    span.SetTag("chat.lag_ms", (DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeMilliseconds(entry.At)).TotalMilliseconds);
                    (spans ??= []).Add(span);
                }
            }
        }

        return new Delivery(spans);
    }

    /// <summary>Begins the span of a command on the admin node; null unless somebody listens.</summary>
    public static Activity? SendCommand(string type, string id, string? node)
    {
        var span = Source.StartActivity(ActivityKind.Producer, name: $"command {type}");
        if (span is { IsAllDataRequested: true })
        {
            Describe(span, RedisKeys.Commands, "send", node);
            span.SetTag("messaging.message.id", id);
        }

        return span;
    }

    /// <summary>Begins the span of a command on a node, as a child of the admin node's; null unless that is sampled.</summary>
    public static Activity? RunCommand(string type, string id, string? traceParent, string node)
    {
        if (!ActivityContext.TryParse(traceParent, null, isRemote: true, out var sender)
            || Source.StartActivity(ActivityKind.Consumer, sender, name: $"run {type}") is not { } span)
        {
            return null;
        }

        Describe(span, RedisKeys.Commands, "process", node);
        span.SetTag("messaging.message.id", id);
        return span;
    }

    private static void Describe(Activity span, string destination, string operation, string? node)
    {
        span.SetTag("messaging.system", "redis");
        var name = span.OperationName[..span.OperationName.IndexOf(' ', StringComparison.Ordinal)];
        span.SetTag("messaging.operation.name", name);
        // Its older name, by which the Aspire dashboard still calls the span.
        span.SetTag("messaging.operation", name);
        span.SetTag("messaging.operation.type", operation);
        span.SetTag("messaging.destination.name", destination);
        span.SetTag("chat.node", node);
    }

    /// <summary>The spans of one fan-out.</summary>
    public readonly struct Delivery(List<Activity>? spans) : IDisposable
    {
        /// <summary>Notes how many connections were served.</summary>
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
            // The last first: each makes current again what was so when it began.
            for (var last = (spans?.Count ?? 0) - 1; last >= 0; last--)
            {
                spans![last].Dispose();
            }
        }
    }
}

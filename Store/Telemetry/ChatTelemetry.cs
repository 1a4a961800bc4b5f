using System.Diagnostics;
using System.Text;
using AspireChat.Store.Redis;

namespace AspireChat.Store.Telemetry;

/// <summary>
/// The spans of a message's path, by OpenTelemetry's messaging conventions
/// (https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/): <c>send ROOM</c> where it is accepted,
/// and the spans of commands. The spans of deliveries are in the chat node.
/// </summary>
public static class ChatTelemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "AspireChat";

    /// <summary>The source of all spans.</summary>
    public static readonly ActivitySource Source = new(Name);

    /// <summary>Starts the span of an append; returns null unless there is a listener.</summary>
    /// <param name="room">The room.</param>
    /// <param name="kind">The event's kind.</param>
    /// <param name="id">The sender's id for it; null = none.</param>
    /// <param name="node">This process.</param>
    /// <param name="began">When the append began; default = now.</param>
    public static Activity? Send(string room, string kind, string? id, string node, DateTimeOffset began = default)
    {
        var span = Source.StartActivity(ActivityKind.Producer, startTime: began, name: $"send {room}");
        if (span is { IsAllDataRequested: true })
        {
            Describe(span, room, "send", node);
            span.SetTag("messaging.message.id", id);
            span.SetTag("chat.event.kind", kind);
        }

        return span;
    }

    /// <summary>Starts the span of a command on the admin node; returns null unless there is a listener.</summary>
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

    /// <summary>Starts the span of a command on a node, as a child of the admin node's; returns null unless that span is sampled.</summary>
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

    /// <summary>Sets the tags that every messaging span has.</summary>
    public static void Describe(Activity span, string destination, string operation, string? node)
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
}

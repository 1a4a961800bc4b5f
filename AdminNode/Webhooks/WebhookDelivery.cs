using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using AspireChat.AdminNode.Monitor;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Webhooks;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>The kinds of events that webhooks can subscribe to.</summary>
internal static class WebhookKinds
{
    public const string Action = "action";

    /// <summary>The kind that <c>POST /webhooks/{id}/test</c> sends.</summary>
    public const string Test = "test";

    /// <summary>The kinds of a room's events, except ephemeral ones, which are not in the log.</summary>
    public static IReadOnlySet<string> OfRooms { get; } = typeof(EventKind).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
        .Except([EventKind.Typing, EventKind.Presence]).ToHashSet();

    public static IReadOnlySet<string> OfNodes { get; } =
        new HashSet<string> { NodeChange.Up, NodeChange.StartedDraining, NodeChange.Down };

    public static IEnumerable<string> All => [.. OfRooms, .. OfNodes, Action];

    /// <summary>Returns whether the webhook subscribes to events in rooms.</summary>
    public static bool WantsRooms(this StoredWebhook webhook) => webhook.Kinds.Any(OfRooms.Contains);
}

/// <summary>A notification for a webhook.</summary>
/// <param name="Id">The same in every attempt and after a restart, so that the receiver can skip repetitions.</param>
/// <param name="Body">The JSON to post: <c>type</c>, <c>timestamp</c> and <c>data</c>, as Standard Webhooks describes.</param>
internal sealed record WebhookDelivery(string Id, string Body)
{
    /// <param name="id">Its id.</param>
    /// <param name="happened">The event of the cluster.</param>
    public static WebhookDelivery Of(string id, ClusterEvent happened) =>
        Of(id, happened.Kind, happened.At, json => JsonSerializer.Serialize(json, happened, AdminJson.Default.ClusterEvent));

    /// <param name="id">Its id.</param>
    /// <param name="type">The kind of event.</param>
    /// <param name="at">When it happened, in Unix milliseconds.</param>
    /// <param name="writeData">Writes the value of <c>data</c>.</param>
    public static WebhookDelivery Of(string id, string type, long at, Action<Utf8JsonWriter> writeData)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", DateTimeOffset.FromUnixTimeMilliseconds(at));
            json.WritePropertyName("data");
            writeData(json);
            json.WriteEndObject();
        }

        return new WebhookDelivery(id, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}

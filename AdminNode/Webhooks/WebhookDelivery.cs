using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>Something to tell a webhook.</summary>
/// <param name="Id">The same in every attempt, and after a restart: a receiver that knows it has been told before.</param>
/// <param name="Body">The JSON to post: <c>type</c>, <c>timestamp</c> and <c>data</c>, as Standard Webhooks wants.</param>
internal sealed record WebhookDelivery(string Id, string Body)
{
    /// <param name="id">Its id.</param>
    /// <param name="type">The kind of event.</param>
    /// <param name="at">When it happened, Unix milliseconds.</param>
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

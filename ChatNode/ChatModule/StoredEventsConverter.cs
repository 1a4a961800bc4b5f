using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Contracts;
using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// Writes a page of a log into the answer of a call as it is stored. Decoding and encoding its events would take several times as long,
/// and most of a join's memory.
/// </summary>
internal sealed class StoredEventsConverter : JsonConverter<IReadOnlyList<RoomEvent>>
{
    private static readonly StoredEventsConverter Converter = new();

    /// <summary>Uses it for the answers that have such a page.</summary>
    public static void Use(JsonTypeInfo type)
    {
        if (type.Type == typeof(JoinResult) || type.Type == typeof(HistoryResult))
        {
            type.Properties.Single(property => property.PropertyType == typeof(IReadOnlyList<RoomEvent>)).CustomConverter = Converter;
        }
    }

    /// <inheritdoc />
    public override IReadOnlyList<RoomEvent>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, ContractsJson.Default.IReadOnlyListRoomEvent);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<RoomEvent> value, JsonSerializerOptions options)
    {
        if (value is not StoredEvents events)
        {
            JsonSerializer.Serialize(writer, value, ContractsJson.Default.IReadOnlyListRoomEvent);
            return;
        }

        writer.WriteStartArray();
        foreach (var stored in events.Stored)
        {
            writer.WriteRawValue(stored.Json.Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
    }
}

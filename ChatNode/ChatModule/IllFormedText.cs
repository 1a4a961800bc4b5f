using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Contracts;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// Lets a call with half a surrogate pair in a text reach the hub, which refuses it with a code. Otherwise SignalR fails to read the
/// call, and the sender learns only that something went wrong.
/// </summary>
internal sealed class IllFormedText : JsonConverter<string>
{
    private const string HalfPair = "\uD800";

    private static readonly FrozenSet<Type> Requests = new[]
    {
        typeof(SendRequest), typeof(EditRequest), typeof(ReactRequest), typeof(NewRoomRequest), typeof(RoomChangeRequest),
        typeof(MuteRequest), typeof(RemoveMemberRequest),
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Texts = new[] { "text", "emoji", "title", "topic", "description", "reason" }.ToFrozenSet();

    private static readonly IllFormedText Converter = new();

    /// <summary>Changes how the texts that people write are read; the hub checks each of them.</summary>
    public static void Accept(JsonTypeInfo type)
    {
        if (Requests.Contains(type.Type))
        {
            foreach (var text in type.Properties.Where(property => Texts.Contains(property.Name)))
            {
                text.CustomConverter = Converter;
            }
        }
    }

    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException) when (reader.TokenType == JsonTokenType.String)
        {
            return HalfPair;
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

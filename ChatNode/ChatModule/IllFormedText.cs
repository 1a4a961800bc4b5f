using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Contracts;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// Lets a message whose text has half a surrogate pair reach the hub, which refuses it with a code. Otherwise SignalR fails to
/// read the call, and the sender learns only that something went wrong.
/// </summary>
internal sealed class IllFormedText : JsonConverter<string>
{
    private const string HalfPair = "\uD800";

    private static readonly IllFormedText Converter = new();

    /// <summary>Changes how the texts of <see cref="SendRequest"/> and <see cref="EditRequest"/> are read.</summary>
    public static void Accept(JsonTypeInfo type)
    {
        if (type.Type == typeof(SendRequest) || type.Type == typeof(EditRequest))
        {
            type.Properties.Single(property => property.Name == "text").CustomConverter = Converter;
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

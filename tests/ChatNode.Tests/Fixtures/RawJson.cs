using System.Text.Json;
using System.Text.Json.Serialization;

namespace AspireChat.ChatNode.Tests.Fixtures;

/// <summary>An argument of a call as another system may write it: System.Text.Json would correct it.</summary>
[JsonConverter(typeof(Converter))]
public sealed record RawJson(string Json)
{
    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Json, skipInputValidation: true);
    }
}

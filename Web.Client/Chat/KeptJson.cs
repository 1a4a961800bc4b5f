using System.Text.Json.Serialization;

namespace AspireChat.Web.Client.Chat;

/// <summary>The JSON of what is kept over a reload.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UnsentMessage[]))]
internal sealed partial class KeptJson : JsonSerializerContext;

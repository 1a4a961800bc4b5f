using System.Text.Json.Serialization;
using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Files;

namespace AspireChat.Web.Client.Chat;

/// <summary>The JSON of what is kept over a reload, and of what came of an upload.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UnsentMessage[]))]
[JsonSerializable(typeof(KeptIntent))]
[JsonSerializable(typeof(Attachment[]))]
[JsonSerializable(typeof(UploadAnswer))]
internal sealed partial class KeptJson : JsonSerializerContext;

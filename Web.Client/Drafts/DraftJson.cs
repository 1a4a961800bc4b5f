using System.Text.Json.Serialization;
using AspireChat.Contracts;

namespace AspireChat.Web.Client.Drafts;

/// <summary>JSON of what <see cref="DraftStorage"/> saves.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UnsentMessage[]))]
[JsonSerializable(typeof(DraftIntent))]
[JsonSerializable(typeof(Attachment[]))]
[JsonSerializable(typeof(KeptText[]))]
internal sealed partial class DraftJson : JsonSerializerContext;

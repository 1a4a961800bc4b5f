using System.Text.Json.Serialization;

namespace AspireChat.Web.Client.Files;

/// <summary>JSON of an upload's result.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UploadResult))]
internal sealed partial class UploadJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace AspireChat.AdminNode.Api.Idempotency;

/// <summary>What is kept under an idempotency key.</summary>
/// <param name="Request">The fingerprint of the request that came with the key.</param>
/// <param name="Status">The answer's status; 0 while the request is being carried out.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Location">Its <c>Location</c>.</param>
/// <param name="Body">Its body.</param>
internal sealed record StoredAnswer(string Request, int Status, string? ContentType, string? Location, byte[] Body);

[JsonSerializable(typeof(StoredAnswer))]
internal sealed partial class StoredAnswerJson : JsonSerializerContext;

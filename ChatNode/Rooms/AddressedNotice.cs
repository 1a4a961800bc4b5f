using System.Text.Json.Serialization;
using AspireChat.Contracts;

namespace AspireChat.ChatNode.Rooms;

/// <summary>A notice on its way to all nodes.</summary>
/// <param name="Users">The users it is for.</param>
/// <param name="Notice">The notice.</param>
internal sealed record AddressedNotice(IReadOnlyList<string> Users, Notice Notice);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AddressedNotice))]
internal sealed partial class NoticeJson : JsonSerializerContext;

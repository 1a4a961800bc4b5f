using System.Text.Json.Serialization;

namespace AspireChat.Contracts;

/// <summary>How the protocol's types look in JSON: camelCase, nulls left out. Generated code, so it survives trimming.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionInfo))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinResult))]
[JsonSerializable(typeof(LeaveRequest))]
[JsonSerializable(typeof(SendRequest))]
[JsonSerializable(typeof(SendResult))]
[JsonSerializable(typeof(EditRequest))]
[JsonSerializable(typeof(DeleteRequest))]
[JsonSerializable(typeof(ReactRequest))]
[JsonSerializable(typeof(ChangeResult))]
[JsonSerializable(typeof(HistoryRequest))]
[JsonSerializable(typeof(HistoryResult))]
[JsonSerializable(typeof(OnlineRequest))]
[JsonSerializable(typeof(OnlineResult))]
[JsonSerializable(typeof(MarkReadRequest))]
[JsonSerializable(typeof(TypingRequest))]
[JsonSerializable(typeof(RoomBatch))]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(ReconnectRequest))]
[JsonSerializable(typeof(RoomEvent))]
[JsonSerializable(typeof(Attachment))]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(EndRequest))]
public sealed partial class ContractsJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace AspireChat.Contracts.Admin;

/// <summary>
/// The JSON form of the admin API's types: camelCase, null properties omitted. Source-generated, so it works after trimming.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page<NodeInfo>))]
[JsonSerializable(typeof(Page<ConnectionInfo>))]
[JsonSerializable(typeof(Page<UserInfo>))]
[JsonSerializable(typeof(Page<NetworkBan>))]
[JsonSerializable(typeof(Page<RoomInfo>))]
[JsonSerializable(typeof(Page<RoomMember>))]
[JsonSerializable(typeof(Page<AuditEntry>))]
[JsonSerializable(typeof(Page<Webhook>))]
[JsonSerializable(typeof(Page<DeadLetter>))]
[JsonSerializable(typeof(Page<ServiceStatus>))]
[JsonSerializable(typeof(CommandOutcome))]
[JsonSerializable(typeof(Sanction))]
[JsonSerializable(typeof(ClusterStatistics))]
[JsonSerializable(typeof(StatisticsHistory))]
[JsonSerializable(typeof(ClusterEvent))]
[JsonSerializable(typeof(DisconnectRequest))]
[JsonSerializable(typeof(SanctionRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(TextRequest))]
[JsonSerializable(typeof(CreateRoomRequest))]
[JsonSerializable(typeof(ChangeRoomRequest))]
[JsonSerializable(typeof(RoleRequest))]
[JsonSerializable(typeof(PostRequest))]
[JsonSerializable(typeof(WebhookRequest))]
public sealed partial class AdminJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using AspireChat.Contracts.Admin;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>A webhook as it lies in Redis.</summary>
internal sealed record StoredWebhook(
    string Id, string Url, IReadOnlyList<string> Kinds, IReadOnlyList<string> Rooms, bool Enabled, long CreatedAt, string Secret)
{
    /// <summary>Whether it is told of anything in rooms.</summary>
    public bool WantsRooms => Kinds.Any(WebhookKinds.OfRooms.Contains);

    /// <summary>Whether it is told how the nodes come and go.</summary>
    public bool WantsNodes => Kinds.Any(WebhookKinds.OfNodes.Contains);

    /// <summary>Whether it is told what is done through this API.</summary>
    public bool WantsActions => Kinds.Contains(WebhookKinds.Action);

    /// <summary>Whether this is the same webhook, told in the same way of the same things.</summary>
    public bool IsLike(StoredWebhook other) =>
        Url == other.Url && Secret == other.Secret && Kinds.SequenceEqual(other.Kinds) && Rooms.SequenceEqual(other.Rooms);
}

/// <summary>What has become of a webhook's deliveries.</summary>
internal sealed record WebhookState(long Delivered, long Dead, string? LastError);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoredWebhook))]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(NodeMemory))]
internal sealed partial class WebhookJson : JsonSerializerContext;

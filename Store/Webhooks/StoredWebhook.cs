using System.Text.Json.Serialization;
using AspireChat.Contracts.Admin;

namespace AspireChat.Store.Webhooks;

/// <summary>A webhook as it is stored.</summary>
/// <param name="Id">See <see cref="Webhook.Id"/>.</param>
/// <param name="Url">See <see cref="Webhook.Url"/>.</param>
/// <param name="Kinds">See <see cref="Webhook.Kinds"/>.</param>
/// <param name="Rooms">See <see cref="Webhook.Rooms"/>.</param>
/// <param name="Enabled">See <see cref="Webhook.Enabled"/>.</param>
/// <param name="CreatedAt">See <see cref="Webhook.CreatedAt"/>.</param>
/// <param name="Secret">The key of the signatures.</param>
public sealed record StoredWebhook(
    string Id, string Url, IReadOnlyList<string> Kinds, IReadOnlyList<string> Rooms, bool Enabled, long CreatedAt, string Secret)
{
    /// <summary>Returns whether <paramref name="other"/> is notified of the same events in the same way.</summary>
    public bool IsLike(StoredWebhook other) =>
        Url == other.Url && Secret == other.Secret && Kinds.SequenceEqual(other.Kinds) && Rooms.SequenceEqual(other.Rooms);
}

/// <summary>The state of a webhook's deliveries.</summary>
/// <param name="Delivered">See <see cref="Webhook.Delivered"/>.</param>
/// <param name="Dead">See <see cref="Webhook.Dead"/>.</param>
/// <param name="LastError">See <see cref="Webhook.LastError"/>.</param>
public sealed record WebhookState(long Delivered, long Dead, string? LastError);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoredWebhook))]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class WebhookJson : JsonSerializerContext;

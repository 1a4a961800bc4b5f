using System.Text.Json;
using System.Text.Json.Serialization;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Audit;

/// <summary>The response that is kept for an idempotency key.</summary>
/// <param name="Request">The fingerprint of the request that came with the key.</param>
/// <param name="Status">The response's status; 0 while the request is in progress.</param>
/// <param name="ContentType">The response's content type.</param>
/// <param name="Location">The response's <c>Location</c> header.</param>
/// <param name="Body">The response's body.</param>
public sealed record StoredResponse(string Request, int Status, string? ContentType, string? Location, byte[] Body);

/// <summary>The responses that are kept for requests with an idempotency key.</summary>
public sealed class IdempotencyStore(IConnectionMultiplexer redis)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Longer than any call takes. If the admin node dies during a call, the key is free again after this time.</summary>
    private static readonly TimeSpan PendingLifetime = TimeSpan.FromMinutes(2);

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Reserves a key for a request. Call <see cref="CompleteAsync"/> or <see cref="Release"/> afterwards.</summary>
    /// <returns>False if the key is already in use.</returns>
    public async Task<bool> TryBeginAsync(string key, string request) => !(await Database.WriteEvenIfFullAsync(
        "SET",
        RedisKeys.Idempotency(key),
        Encode(new StoredResponse(request, 0, null, null, [])),
        "NX",
        "PX",
        (long)PendingLifetime.TotalMilliseconds)).IsNull;

    /// <summary>Keeps the response for 24 hours.</summary>
    public Task CompleteAsync(string key, StoredResponse response) =>
        Database.WriteEvenIfFullAsync("SET", RedisKeys.Idempotency(key), Encode(response), "PX", (long)Kept.TotalMilliseconds);

    /// <summary>Frees a key whose request failed.</summary>
    public void Release(string key) => Database.KeyDelete(RedisKeys.Idempotency(key), CommandFlags.FireAndForget);

    /// <summary>Returns what is kept for a key, or null.</summary>
    public async Task<StoredResponse?> FindAsync(string key) =>
        (string?)await Database.StringGetAsync(RedisKeys.Idempotency(key)) is { } json
        ? JsonSerializer.Deserialize(json, StoredResponseJson.Default.StoredResponse)
        : null;

    private static string Encode(StoredResponse response) => JsonSerializer.Serialize(response, StoredResponseJson.Default.StoredResponse);
}

[JsonSerializable(typeof(StoredResponse))]
internal sealed partial class StoredResponseJson : JsonSerializerContext;

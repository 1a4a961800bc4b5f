using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Webhooks;

/// <summary>
/// The webhooks, up to where each has been notified, and the deliveries that failed. Entries that cannot be read are ignored.
/// </summary>
public sealed class WebhookStore(IConnectionMultiplexer redis)
{
    private const int MaxDeadLetters = 1_000;
    private const string Delivered = "delivered";
    private const string Error = "error";

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Returns all webhooks, oldest first.</summary>
    public async Task<IReadOnlyList<StoredWebhook>> ListAsync() =>
        [.. (await Database.HashValuesAsync(RedisKeys.Webhooks)).Select(ParseWebhook).OfType<StoredWebhook>()
            .OrderBy(webhook => webhook.Id, StringComparer.Ordinal)];

    /// <summary>Returns a webhook, or null.</summary>
    public async Task<StoredWebhook?> FindAsync(string id) => ParseWebhook(await Database.HashGetAsync(RedisKeys.Webhooks, id));

    /// <summary>Stores a webhook, in place of an earlier version.</summary>
    public Task SaveAsync(StoredWebhook webhook) =>
        Database.WriteEvenIfFullAsync(
            "HSET", RedisKeys.Webhooks, webhook.Id, JsonSerializer.Serialize(webhook, WebhookJson.Default.StoredWebhook));

    /// <summary>Deletes a webhook with everything about it.</summary>
    public async Task DeleteAsync(string id)
    {
        await Database.HashDeleteAsync(RedisKeys.Webhooks, id);
        await Database.KeyDeleteAsync(
            [RedisKeys.WebhookCursors(id), RedisKeys.WebhookState(id), RedisKeys.DeadLetters(id), RedisKeys.DeadLetterOrder(id)]);
    }

    /// <summary>Returns the lease for running a webhook.</summary>
    public RedisLease Lease(string id) => new(redis, RedisKeys.WebhookLease(id));

    /// <summary>Returns up to where the webhook has been notified of a source; null if it has not begun.</summary>
    public async Task<string?> CursorAsync(string id, string source) => await Database.HashGetAsync(RedisKeys.WebhookCursors(id), source);

    /// <summary>Stores up to where the webhook has been notified of a source.</summary>
    public Task MoveAsync(string id, string source, string cursor) =>
        Database.WriteEvenIfFullAsync("HSET", RedisKeys.WebhookCursors(id), source, cursor);

    /// <summary>Deletes the cursors of all sources except some.</summary>
    public async Task ForgetAsync(string id, IReadOnlyCollection<string> except)
    {
        var known = await Database.HashKeysAsync(RedisKeys.WebhookCursors(id));
        await Database.HashDeleteAsync(RedisKeys.WebhookCursors(id), [.. known.Where(source => !except.Contains((string)source!))]);
    }

    /// <summary>Returns the state of the webhook's deliveries.</summary>
    public async Task<WebhookState> StateAsync(string id)
    {
        var state = await Database.HashGetAsync(RedisKeys.WebhookState(id), [Delivered, Error]);
        return new WebhookState(
            state[0].TryParse(out long delivered) ? delivered : 0, await Database.HashLengthAsync(RedisKeys.DeadLetters(id)), state[1]);
    }

    /// <summary>Counts a successful delivery.</summary>
    public Task SucceededAsync(string id)
    {
        var counted = Database.WriteEvenIfFullAsync("HINCRBY", RedisKeys.WebhookState(id), Delivered, 1);
        return Task.WhenAll(counted, Database.HashDeleteAsync(RedisKeys.WebhookState(id), Error));
    }

    /// <summary>Stores why the last attempt failed.</summary>
    public Task FailedAsync(string id, string error) =>
        Database.WriteEvenIfFullAsync("HSET", RedisKeys.WebhookState(id), Error, error);

    /// <summary>Adds a dead letter. If there are too many, the oldest is deleted.</summary>
    public async Task AddLetterAsync(string id, DeadLetter letter)
    {
        var database = Database;
        await Task.WhenAll(
            database.HashSetAsync(RedisKeys.DeadLetters(id), letter.Id, JsonSerializer.Serialize(letter, WebhookJson.Default.DeadLetter)),
            database.SortedSetAddAsync(RedisKeys.DeadLetterOrder(id), letter.Id, letter.At));
        var tooMany = await database.SortedSetLengthAsync(RedisKeys.DeadLetterOrder(id)) - MaxDeadLetters;
        if (tooMany > 0 && await database.SortedSetPopAsync(RedisKeys.DeadLetterOrder(id), tooMany) is { Length: > 0 } oldest)
        {
            await database.HashDeleteAsync(RedisKeys.DeadLetters(id), [.. oldest.Select(entry => entry.Element)]);
        }
    }

    /// <summary>Returns the dead letters, oldest first.</summary>
    public async Task<IReadOnlyList<DeadLetter>> LettersAsync(string id) =>
        [.. (await Database.HashValuesAsync(RedisKeys.DeadLetters(id))).Select(ParseLetter).OfType<DeadLetter>()
            .OrderBy(letter => letter.At).ThenBy(letter => letter.Id, StringComparer.Ordinal)];

    /// <summary>Returns a dead letter, or null.</summary>
    public async Task<DeadLetter?> FindLetterAsync(string id, string delivery) =>
        ParseLetter(await Database.HashGetAsync(RedisKeys.DeadLetters(id), delivery));

    /// <summary>Deletes a dead letter.</summary>
    public Task RemoveLetterAsync(string id, string delivery) => Task.WhenAll(
        Database.HashDeleteAsync(RedisKeys.DeadLetters(id), delivery),
        Database.SortedSetRemoveAsync(RedisKeys.DeadLetterOrder(id), delivery));

    private static StoredWebhook? ParseWebhook(RedisValue json) => Parse(json, WebhookJson.Default.StoredWebhook);

    private static DeadLetter? ParseLetter(RedisValue json) => Parse(json, WebhookJson.Default.DeadLetter);

    private static T? Parse<T>(RedisValue json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return (string?)json is { } text ? JsonSerializer.Deserialize(text, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

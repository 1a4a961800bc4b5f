using System.Text.Json;
using AspireChat.AdminNode.Api;
using AspireChat.Contracts.Admin;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>The webhooks, how far each has been told, and what could not be delivered.</summary>
internal sealed class WebhookStore(IConnectionMultiplexer redis)
{
    /// <summary>Hash: id → the webhook, JSON.</summary>
    private const string All = "chat:webhooks";

    private const int MostDeadLetters = 1_000;
    private const string Delivered = "delivered";
    private const string Error = "error";

    private IDatabase Database => redis.GetDatabase();

    /// <summary>All of them, oldest first.</summary>
    public async Task<IReadOnlyList<StoredWebhook>> ListAsync() =>
        [.. (await Database.HashValuesAsync(All)).Select(Parse).OrderBy(webhook => webhook.Id, StringComparer.Ordinal)];

    /// <exception cref="ApiException">There is none.</exception>
    public async Task<StoredWebhook> GetAsync(string id) =>
        await FindAsync(id) ?? throw ApiException.NotFound("webhook", id);

    public async Task<StoredWebhook?> FindAsync(string id) =>
        await Database.HashGetAsync(All, id) is { HasValue: true } json ? Parse(json) : null;

    public Task SaveAsync(StoredWebhook webhook) =>
        Database.HashSetAsync(All, webhook.Id, JsonSerializer.Serialize(webhook, WebhookJson.Default.StoredWebhook));

    public async Task DeleteAsync(string id)
    {
        await Database.HashDeleteAsync(All, id);
        await Database.KeyDeleteAsync([Cursors(id), State(id), Letters(id), Order(id)]);
    }

    public static RedisKey Lease(string id) => $"chat:webhook:{{{id}}}:lease";

    /// <summary>How far it has been told of a source; null when that has not begun.</summary>
    public async Task<string?> CursorAsync(string id, string source) => await Database.HashGetAsync(Cursors(id), source);

    public Task MoveAsync(string id, string source, string cursor) => Database.HashSetAsync(Cursors(id), source, cursor);

    /// <summary>Forgets how far it has been told of all sources but these.</summary>
    public async Task ForgetAsync(string id, IReadOnlyCollection<string> except)
    {
        var known = await Database.HashKeysAsync(Cursors(id));
        await Database.HashDeleteAsync(Cursors(id), [.. known.Where(source => !except.Contains((string)source!))]);
    }

    public async Task<WebhookState> StateAsync(string id)
    {
        var state = await Database.HashGetAsync(State(id), [Delivered, Error]);
        return new WebhookState(state[0].HasValue ? (long)state[0] : 0, await Database.HashLengthAsync(Letters(id)), state[1]);
    }

    public Task ArrivedAsync(string id)
    {
        var counted = Database.HashIncrementAsync(State(id), Delivered);
        return Task.WhenAll(counted, Database.HashDeleteAsync(State(id), Error));
    }

    public Task FailedAsync(string id, string error) => Database.HashSetAsync(State(id), Error, error);

    /// <summary>Puts a delivery among the dead letters; the oldest gives way when there are too many.</summary>
    public async Task BuryAsync(string id, DeadLetter letter)
    {
        var database = Database;
        await Task.WhenAll(
            database.HashSetAsync(Letters(id), letter.Id, JsonSerializer.Serialize(letter, WebhookJson.Default.DeadLetter)),
            database.SortedSetAddAsync(Order(id), letter.Id, letter.At));
        var tooMany = await database.SortedSetLengthAsync(Order(id)) - MostDeadLetters;
        if (tooMany > 0 && await database.SortedSetPopAsync(Order(id), tooMany) is { Length: > 0 } oldest)
        {
            await database.HashDeleteAsync(Letters(id), [.. oldest.Select(entry => entry.Element)]);
        }
    }

    /// <summary>The dead letters, oldest first.</summary>
    public async Task<IReadOnlyList<DeadLetter>> LettersAsync(string id) =>
        [.. (await Database.HashValuesAsync(Letters(id))).Select(ParseLetter).OrderBy(letter => letter.At).ThenBy(letter => letter.Id, StringComparer.Ordinal)];

    /// <exception cref="ApiException">There is none.</exception>
    public async Task<DeadLetter> LetterAsync(string id, string delivery) =>
        await Database.HashGetAsync(Letters(id), delivery) is { HasValue: true } json
            ? ParseLetter(json)
            : throw ApiException.NotFound("dead letter", delivery);

    public Task RemoveLetterAsync(string id, string delivery) =>
        Task.WhenAll(Database.HashDeleteAsync(Letters(id), delivery), Database.SortedSetRemoveAsync(Order(id), delivery));

    private static StoredWebhook Parse(RedisValue json) => JsonSerializer.Deserialize((string)json!, WebhookJson.Default.StoredWebhook)!;

    private static DeadLetter ParseLetter(RedisValue json) => JsonSerializer.Deserialize((string)json!, WebhookJson.Default.DeadLetter)!;

    private static RedisKey Cursors(string id) => $"chat:webhook:{{{id}}}:cursors";

    private static RedisKey State(string id) => $"chat:webhook:{{{id}}}:state";

    private static RedisKey Letters(string id) => $"chat:webhook:{{{id}}}:dead";

    private static RedisKey Order(string id) => $"chat:webhook:{{{id}}}:dead:order";
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Api.Idempotency;

/// <summary>
/// A write with an <c>Idempotency-Key</c> is carried out once, however often it is sent, as draft-ietf-httpapi-idempotency-key-header
/// describes. Only what was done is kept: a request that was refused can be sent again with the same key.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, IConnectionMultiplexer redis)
{
    public const string Header = "Idempotency-Key";

    /// <summary>Marks an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int LongestKey = 255;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Longer than any call takes. If the admin node dies in one, the key is free again after this.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(2);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiRequest.IsWrite(context) || context.Request.Headers[Header] is not [{ } given]
            || context.GetEndpoint()!.Metadata.GetMetadata<NotStoredAttribute>() is not null)
        {
            await next(context);
            return;
        }

        var key = KeyOf(context, given);
        var request = await FingerprintAsync(context);
        var database = redis.GetDatabase();
        var begun = new StoredAnswer(request, 0, null, null, []);
        if (!await database.StringSetAsync(key, Encode(begun), LongestCall, When.NotExists))
        {
            await ReplayAsync(context, await database.StringGetAsync(key), request);
            return;
        }

        var answered = false;
        try
        {
            answered = await CaptureAsync(context, database, key, begun);
        }
        finally
        {
            if (!answered)
            {
                await database.KeyDeleteAsync(key, CommandFlags.FireAndForget);
            }
        }
    }

    private async Task<bool> CaptureAsync(HttpContext context, IDatabase database, RedisKey key, StoredAnswer begun)
    {
        var response = context.Response;
        var client = response.Body;
        using var body = new MemoryStream();
        response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = client;
        }

        var done = response.StatusCode < StatusCodes.Status400BadRequest;
        if (done)
        {
            await database.StringSetAsync(key, Encode(begun with
            {
                Status = response.StatusCode,
                ContentType = response.ContentType,
                Location = response.Headers.Location,
                Body = body.ToArray(),
            }), Kept);
        }

        if (body.Length > 0)
        {
            await client.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
        }

        return done;
    }

    private static async Task ReplayAsync(HttpContext context, RedisValue stored, string request)
    {
        var answer = stored.HasValue ? JsonSerializer.Deserialize((string)stored!, StoredAnswerJson.Default.StoredAnswer) : null;
        if (answer is not null && answer.Request != request)
        {
            throw new ApiException(StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", $"This {Header} came with another request before.");
        }

        if (answer is null or { Status: 0 })
        {
            context.Response.Headers.RetryAfter = "1";
            throw new ApiException(StatusCodes.Status409Conflict, "idempotency_in_progress", "The request with this key is still being carried out.");
        }

        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers.Location = answer.Location;
        response.Headers[ReplayedHeader] = "true";
        if (answer.Body.Length > 0)
        {
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    /// <summary>A key is its caller's own. The draft writes it in quotes (a structured field's string); many clients do not.</summary>
    private static RedisKey KeyOf(HttpContext context, string given)
    {
        var key = given is ['"', .. var inner, '"'] ? inner : given;
        if (key.Length is 0 or > LongestKey || key.Any(character => character is < ' ' or > '~'))
        {
            throw ApiException.BadRequest($"{Header} must have 1 to {LongestKey} printable ASCII characters.");
        }

        return $"chat:idempotency:{Hash(Encoding.UTF8.GetBytes($"{AdminCaller.Of(context).Name}\n{key}"))}";
    }

    private static async Task<string> FingerprintAsync(HttpContext context)
    {
        var request = context.Request;
        return Hash([.. Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"), .. await ApiRequest.ReadBodyAsync(context)]);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Encode(StoredAnswer answer) => JsonSerializer.Serialize(answer, StoredAnswerJson.Default.StoredAnswer);
}

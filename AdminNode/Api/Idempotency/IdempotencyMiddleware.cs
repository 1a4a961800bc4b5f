using System.Security.Cryptography;
using System.Text;
using AspireChat.AdminNode.Api.Audit;
using AspireChat.Store.Audit;
using Microsoft.AspNetCore.Http;

namespace AspireChat.AdminNode.Api.Idempotency;

/// <summary>The response is a secret and the call is harmless to repeat, so the response is not kept for an idempotency key.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotStoredAttribute : Attribute;

/// <summary>
/// Carries out a write with an <c>Idempotency-Key</c> once, however often it is sent, as draft-ietf-httpapi-idempotency-key-header
/// describes. Only successful calls are kept: a request that was refused can be sent again with the same key.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, IdempotencyStore store)
{
    public const string Header = "Idempotency-Key";

    private const int MaxKeyLength = 255;

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
        if (!await store.TryBeginAsync(key, request))
        {
            await ReplayAsync(context, await store.FindAsync(key), request);
            return;
        }

        var completed = false;
        try
        {
            completed = await CaptureAsync(context, key, request);
        }
        finally
        {
            if (!completed)
            {
                store.Release(key);
            }
        }
    }

    private async Task<bool> CaptureAsync(HttpContext context, string key, string request)
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

        var succeeded = response.StatusCode < StatusCodes.Status400BadRequest;
        if (succeeded)
        {
            await store.CompleteAsync(
                key, new StoredResponse(request, response.StatusCode, response.ContentType, response.Headers.Location, body.ToArray()));
        }

        if (body.Length > 0)
        {
            await client.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
        }

        return succeeded;
    }

    private static async Task ReplayAsync(HttpContext context, StoredResponse? stored, string request)
    {
        if (stored is not null && stored.Request != request)
        {
            throw new ApiException(
                StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", $"This {Header} was sent with another request before.");
        }

        if (stored is null or { Status: 0 })
        {
            context.Response.Headers.RetryAfter = "1";
            throw new ApiException(
                StatusCodes.Status409Conflict, "idempotency_in_progress", "The request with this key is still in progress.");
        }

        var response = context.Response;
        response.StatusCode = stored.Status;
        response.ContentType = stored.ContentType;
        response.Headers.Location = stored.Location;
        response.Headers[AuditMiddleware.ReplayedHeader] = "true";
        if (stored.Body.Length > 0)
        {
            await response.Body.WriteAsync(stored.Body, context.RequestAborted);
        }
    }

    /// <summary>
    /// A key belongs to its caller: others must not get the response, which can contain secrets. The draft puts keys in quotes (a
    /// structured field's string); many clients do not.
    /// </summary>
    private static string KeyOf(HttpContext context, string given)
    {
        var key = given is ['"', .. var inner, '"'] ? inner : given;
        if (key.Length is 0 or > MaxKeyLength || key.Any(character => character is < ' ' or > '~'))
        {
            throw ApiException.BadRequest($"{Header} must have 1 to {MaxKeyLength} printable ASCII characters.");
        }

        return Hash(Encoding.UTF8.GetBytes($"{AdminCaller.Of(context).Id}\n{key}"));
    }

    private static async Task<string> FingerprintAsync(HttpContext context)
    {
        var request = context.Request;
        var body = await ApiRequest.ReadBodyAsync(context);
        return Hash([.. Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"), .. body]);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

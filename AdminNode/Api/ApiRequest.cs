using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api;

/// <summary>What the API wants to know of a request before it is carried out.</summary>
internal static class ApiRequest
{
    /// <summary>Where the admin API begins.</summary>
    public const string Root = "/api/admin/v1";

    /// <summary>Longest body, in bytes.</summary>
    public const int MaxBody = 128 * 1024;

    /// <summary>
    /// What is longer is read no further than this. Up to here it is read to its end before it is refused: a proxy that is still sending when the
    /// connection closes answers 502 instead.
    /// </summary>
    private const int MaxRead = 8 * MaxBody;

    /// <summary>Whether it changes something, and has passed the checks of who may.</summary>
    public static bool IsWrite(HttpContext context) =>
        context.Request.Path.StartsWithSegments(ApiRequest.Root, StringComparison.Ordinal)
        && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
        && OperationOf(context) is not null;

    /// <summary>The operation's id in the OpenAPI document; null where no operation is meant.</summary>
    public static string? OperationOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    /// <summary>The whole body, which can be read again afterwards.</summary>
    /// <exception cref="BadHttpRequestException">It is longer than <see cref="MaxBody"/>.</exception>
    public static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.Body is MemoryStream read)
        {
            return read.ToArray();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxRead;
        }

        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > MaxBody)
        {
            throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
        }

        body.Position = 0;
        context.Request.Body = body;
        return body.ToArray();
    }
}

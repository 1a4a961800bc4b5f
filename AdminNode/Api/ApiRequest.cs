using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api;

/// <summary>Facts about a request before it is handled.</summary>
internal static class ApiRequest
{
    /// <summary>The path prefix of the admin API.</summary>
    public const string Root = "/api/admin/v1";

    /// <summary>Maximum length of a body, in bytes.</summary>
    public const int MaxBody = 128 * 1024;

    /// <summary>
    /// Bodies up to this length are read to the end before they are refused: a proxy that is still sending when the connection closes
    /// responds with 502 instead.
    /// </summary>
    private const int MaxRead = 8 * MaxBody;

    /// <summary>Returns whether the request changes something.</summary>
    public static bool IsWrite(HttpContext context) =>
        context.Request.Path.StartsWithSegments(ApiRequest.Root, StringComparison.Ordinal)
        && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
        && OperationOf(context) is not null;

    /// <summary>Returns the operation's id in the OpenAPI document; null if there is no such operation.</summary>
    public static string? OperationOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    /// <summary>Reads the whole body. It can be read again afterwards.</summary>
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

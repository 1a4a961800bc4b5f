using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using AspireChat.Contracts;
using AspireChat.Web.Accounts;
using AspireChat.Web.Sessions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace AspireChat.Web.Files;

/// <summary>
/// Attachments: <c>POST /api/files?name=…</c> with the file as its body, by whoever may use the chat, and <c>GET /files/{id}/{name}</c>. A picture or a
/// download cannot carry a token, so the id is what gives access: 128 random bits, told only to those who see the message. Whoever has seen it can keep
/// it, as they could keep the file.
/// </summary>
public static class FileEndpoints
{
    private const string Policy = "files";
    private const int IdBytes = 16;

    /// <summary>Adds the store, its settings and the limit.</summary>
    public static void AddFiles(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FileOptions>().Bind(builder.Configuration.GetSection("Web:Files")).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IFileStore, FolderFileStore>();
        builder.Services.Configure<RateLimiterOptions>(limiter => limiter.AddPolicy(Policy, context =>
        {
            var limit = context.RequestServices.GetRequiredService<IOptions<FileOptions>>().Value.PerMinute;
            return limit == 0
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(context.User.FindFirstValue("sub") ?? "", _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = limit,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = TimeSpan.FromMinutes(1) / limit,
                });
        }));
    }

    /// <summary>Maps both.</summary>
    public static void MapFiles(this WebApplication app)
    {
        app.MapPost("/api/files", SaveAsync).AddEndpointFilter<RedisAway>().RequireAuthorization().RequireRateLimiting(Policy).DisableAntiforgery();
        app.MapGet("/files/{id}/{name}", ReadAsync);
    }

    private static async Task<Results<Created<Attachment>, ProblemHttpResult>> SaveAsync(
        string name, HttpContext context, SessionIssuer sessions, IFileStore store, IOptions<FileOptions> options, CancellationToken cancellationToken)
    {
        var limits = options.Value;
        if (await sessions.RefuseAsync(SessionHolder.Of(context.User)) is { } refusal)
        {
            return refusal;
        }

        name = Path.GetFileName(name.Trim().Replace('\\', '/'));
        if (name.Length is 0 or > Attachment.MaxNameLength || name.Any(char.IsControl))
        {
            return Refuse(StatusCodes.Status400BadRequest, $"A file's name has 1 to {Attachment.MaxNameLength} characters.");
        }

        if (context.Request.ContentLength > limits.MaxBytes || limits.MaxBytes == 0)
        {
            return TooLarge(limits);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limits.MaxBytes;
        }

        var start = new byte[PictureType.Needed];
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        try
        {
            var read = await context.Request.Body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
            if (read == 0)
            {
                return Refuse(StatusCodes.Status400BadRequest, "The file is empty.");
            }

            var picture = PictureType.Of(start.AsSpan(0, read));
            if (picture is null && !limits.Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
            {
                return Refuse(StatusCodes.Status415UnsupportedMediaType, $"Files of this kind are not accepted; pictures and these are: {string.Join(' ', limits.Endings)}");
            }

            var kept = await store.SaveAsync(id, new PrefixedStream(start.AsMemory(0, read), context.Request.Body), cancellationToken);
            return TypedResults.Created(
                $"/files/{id}/{Uri.EscapeDataString(name)}", new Attachment { Id = id, Name = name, Type = picture ?? "application/octet-stream", Size = kept });
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(limits);
        }
    }

    /// <summary>Pictures are shown; everything else is only ever downloaded, so nothing that somebody uploaded runs on this origin.</summary>
    private static async Task<Results<FileStreamHttpResult, NotFound>> ReadAsync(
        string id, string name, HttpContext context, IFileStore store, CancellationToken cancellationToken)
    {
        if (!Attachment.IsValid(new Attachment { Id = id, Name = name, Type = "-" }) || await store.OpenAsync(id, cancellationToken) is not { } content)
        {
            return TypedResults.NotFound();
        }

        var start = new byte[PictureType.Needed];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        var picture = PictureType.Of(start.AsSpan(0, read));
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, max-age=31536000, immutable";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var disposition = new ContentDispositionHeaderValue(picture is null ? "attachment" : "inline");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(content, picture ?? "application/octet-stream", enableRangeProcessing: true);
    }

    private static ProblemHttpResult TooLarge(FileOptions limits) => Refuse(
        StatusCodes.Status413PayloadTooLarge, limits.MaxBytes == 0 ? "Files cannot be attached here." : $"The file is too large: at most {limits.MaxBytes / 1024 / 1024.0:0.#} MiB.");

    private static ProblemHttpResult Refuse(int status, string detail) => TypedResults.Problem(detail, statusCode: status, title: "The file was not accepted");
}

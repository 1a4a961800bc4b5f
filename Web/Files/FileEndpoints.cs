using System.Security.Claims;
using System.Threading.RateLimiting;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Files;
using AspireChat.Web.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace AspireChat.Web.Files;

/// <summary>
/// Attachments: <c>POST /api/files?name=NAME</c> with the file as its body, by any user of the chat, and <c>GET /files/{id}/{name}</c>.
/// A picture or a download cannot carry a token, so the id is what gives access: 128 random bits, told only to those who see the message.
/// Anyone who has seen it can keep it, as they could keep the file.
/// </summary>
public static class FileEndpoints
{
    private const string Policy = "files";

    /// <summary>Adds the store, its settings and the limit.</summary>
    public static void AddFiles(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FileOptions>().Bind(builder.Configuration.GetSection("Web:Files")).ValidateDataAnnotations()
            .Validate(files => files.KeepUnsentFor >= TimeSpan.FromSeconds(1), "Web:Files:KeepUnsentFor must be at least 00:00:01.")
            .Validate(files => files.KeepFor >= files.KeepUnsentFor, "Web:Files:KeepFor must be Web:Files:KeepUnsentFor or more.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IFileStore, FolderFileStore>();
        builder.Services.AddSingleton<AttachmentSeal>();
        builder.Services.AddSingleton<FileQuota>();
        builder.Services.AddSingleton<UnsentFiles>();
        builder.Services.AddSingleton<FileUpload>();
        builder.Services.AddHostedService<FileCleaner>();
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
        app.MapPost("/api/files", SaveAsync)
            .AddEndpointFilter<RedisAway>().RequireAuthorization().RequireRateLimiting(Policy).DisableAntiforgery();
        app.MapGet("/files/{id}/{name}", ReadAsync);
    }

    private static async Task<Results<Created<Attachment>, ProblemHttpResult>> SaveAsync(
        string name, HttpContext context, SessionIssuer sessions, FileUpload upload, CancellationToken cancellationToken)
    {
        if (await sessions.RefuseAsync(SessionHolder.Of(context.User)) is { } refusal)
        {
            return refusal;
        }

        var (file, refused) = await upload.TakeAsync(name, context, cancellationToken);
        return file is null
            ? TypedResults.Problem(refused!.Detail, statusCode: refused.Status, title: "The file was not accepted")
            : TypedResults.Created(AddressOf(file), new Attachment { Id = file.Id, Name = file.Name, Type = file.Type, Size = file.Size });
    }

    /// <summary>
    /// Pictures are shown; everything else is only downloaded, so nothing that somebody uploaded runs on this origin. A file is served only
    /// under its own name: a link must not turn it into a program.
    /// </summary>
    private static async Task<Results<FileStreamHttpResult, RedirectHttpResult, NotFound>> ReadAsync(
        string id, string name, HttpContext context, IFileStore store, IOptions<FileOptions> options, CancellationToken cancellationToken)
    {
        if (!Attachment.IsId(id)
            || await store.OpenAsync(id[..AttachmentSeal.KeyLength], cancellationToken) is not { File: var file, Content: var content })
        {
            return TypedResults.NotFound();
        }

        var start = new byte[PictureType.Needed];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        if (file.Name.Length == 0)
        {
            file = file with { Name = name, Type = FileType.Of(start.AsSpan(0, read), name, options.Value.Endings, out _) ?? "" };
        }

        if (file.Id != id || file.Type.Length == 0)
        {
            await content.DisposeAsync();
            return TypedResults.NotFound();
        }

        var headers = context.Response.Headers;
        if (file.Name != name)
        {
            await content.DisposeAsync();
            headers.CacheControl = "no-store";
            return TypedResults.Redirect(AddressOf(file));
        }

        var isPicture = PictureType.Of(start.AsSpan(0, read)) == file.Type;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, max-age=31536000, immutable";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var disposition = new ContentDispositionHeaderValue(isPicture ? "inline" : "attachment");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(content, isPicture ? file.Type : FileType.Download, enableRangeProcessing: true);
    }

    private static string AddressOf(StoredFile file) => $"/files/{file.Id}/{Uri.EscapeDataString(file.Name)}";
}

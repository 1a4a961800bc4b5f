using System.Security.Claims;
using System.Text;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Hosting;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Files;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Files;

/// <summary>Accepts a file: checks it, reserves space for it and stores it with its record.</summary>
internal sealed class FileUpload(
    IFileStore store, FileQuota quota, UnsentFiles unsent, AttachmentSeal seal, IOptions<FileOptions> options, TimeProvider time)
{
    /// <summary>
    /// How much of a refused file is read, so that the refusal arrives: a proxy that is still sending would answer with an error of its
    /// own.
    /// </summary>
    private const long MaxDrained = 64 << 20;
    private static readonly TimeSpan MaxDrainTime = TimeSpan.FromSeconds(10);

    /// <summary>The stored file, or why it was not accepted.</summary>
    public async Task<(StoredFile? File, FileRefusal? Refusal)> TakeAsync(
        string name, HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // Kestrel would close the connection at the limit; the bytes are counted here instead.
            size.MaxRequestBodySize = null;
        }

        name = Path.GetFileName(name.Trim().Replace('\\', '/'));
        var isTooLarge = options.Value.MaxBytes == 0 || request.ContentLength > options.Value.MaxBytes;
        var refusal = CheckName(name) ?? (isTooLarge ? TooLarge() : null);
        StoredFile? file = null;
        if (refusal is null)
        {
            (file, refusal) = await StoreAsync(name, context, cancellationToken);
        }

        if (refusal is not null)
        {
            await DrainAsync(request, cancellationToken);
        }

        return (file, refusal);
    }

    private async Task<(StoredFile? File, FileRefusal? Refusal)> StoreAsync(
        string name, HttpContext context, CancellationToken cancellationToken)
    {
        var start = new byte[PictureType.Needed];
        var read = await context.Request.Body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return (null, new FileRefusal(StatusCodes.Status400BadRequest, "The file is empty."));
        }

        if (FileType.Of(start.AsSpan(0, read), name, options.Value.Endings, out var wrong) is not { } type)
        {
            return (null, wrong);
        }

        var user = context.User.FindFirstValue("sub") ?? "";
        var taken = FileQuota.Charge(context.Request.ContentLength ?? options.Value.MaxBytes);
        var limits = new FileLimits(
            options.Value.MaxBytesPerUser, options.Value.MaxBytesInTotal, options.Value.MaxBytesPerNetworkPerHour);
        if (Refusal(await quota.TakeAsync(user, ClientNetwork.Of(context), taken, limits), limits) is { } full)
        {
            return (null, full);
        }

        var used = 0L;
        try
        {
            var key = AttachmentSeal.NewKey();
            var content = new LimitedStream(start.AsMemory(0, read), context.Request.Body, options.Value.MaxBytes);
            var file = await store.SaveAsync(
                key,
                content,
                size => new StoredFile(key, seal.IdOf(key, name, type, size, user), name, type, size, user, time.GetUtcNow()),
                cancellationToken);
            used = FileQuota.Charge(file.Size);
            await unsent.AddAsync(key, file.At);
            return (file, null);
        }
        catch (FileTooLargeException)
        {
            return (null, TooLarge());
        }
        finally
        {
            if (taken > used)
            {
                await quota.ReturnAsync(user, taken - used);
            }
        }
    }

    private static FileRefusal? CheckName(string name) =>
        name.Length is 0 or > Attachment.MaxNameLength || name.Any(char.IsControl)
            ? new FileRefusal(StatusCodes.Status400BadRequest, $"A file's name must have 1 to {Attachment.MaxNameLength} characters.")
            : !DisplayText.IsLine(name)
                ? new FileRefusal(StatusCodes.Status400BadRequest, "The file's name contains invisible characters.")
                : null;

    private static FileRefusal? Refusal(FileSpace space, FileLimits limits) => space switch
    {
        FileSpace.TotalFull => new FileRefusal(
            StatusCodes.Status507InsufficientStorage, "There is no space left for files here. Please tell the operator of this chat."),
        FileSpace.UserFull => new FileRefusal(
            StatusCodes.Status507InsufficientStorage,
            $"You have used your {FileRefusal.Size(limits.PerUser)} of storage. Space is freed when older files are deleted."),
        FileSpace.NetworkFull => new FileRefusal(
            StatusCodes.Status429TooManyRequests, "Your network has reached its hourly upload limit. Please try again later."),
        _ => null,
    };

    private FileRefusal TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge,
        options.Value.MaxBytes == 0
            ? "Files cannot be attached here."
            : $"The file is too large: the limit is {FileRefusal.Size(options.Value.MaxBytes)}.");

    private static async Task DrainAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxDrained)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(MaxDrainTime);
        var buffer = new byte[64 * 1024];
        try
        {
            var drained = 0L;
            for (int read; drained < MaxDrained && (read = await request.Body.ReadAsync(buffer, limit.Token)) > 0;)
            {
                drained += read;
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The answer is the same.
        }
    }
}

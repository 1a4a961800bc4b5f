using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Files;

/// <summary>
/// Attachments in a folder, two levels deep so that no folder grows too long. A file is named after its key; <c>KEY.json</c> next to it
/// describes it. Only the user that Web runs as can read them.
/// </summary>
public sealed class FolderFileStore(IOptions<FileOptions> options, TimeProvider time) : IFileStore
{
    private const string Record = ".json";
    private const string Partial = ".part";

    /// <summary>After this time a partial file belongs to a process that died: no upload takes so long.</summary>
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    private readonly string _root = Path.GetFullPath(options.Value.Folder);

    /// <inheritdoc />
    public async Task<StoredFile> SaveAsync(
        string key, Stream content, Func<long, StoredFile> describe, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        CreateFolder(Path.GetDirectoryName(path)!);
        try
        {
            StoredFile stored;
            await using (var file = Create(path + Partial))
            {
                await content.CopyToAsync(file, cancellationToken);
                stored = describe(file.Length);
            }

            // The record comes first: there is never a file without one.
            await using (var record = Create(path + Record))
            {
                await JsonSerializer.SerializeAsync(record, stored, cancellationToken: cancellationToken);
            }

            File.Move(path + Partial, path);
            return stored;
        }
        catch
        {
            File.Delete(path + Record);
            throw;
        }
        finally
        {
            File.Delete(path + Partial);
        }
    }

    /// <inheritdoc />
    public async Task<(StoredFile File, Stream Content)?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is not { } file)
        {
            return null;
        }

        try
        {
            var content = new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
            return (file, content);
        }
        catch (FileNotFoundException)
        {
            return null; // Deleted in the meantime.
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredFile> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in Directory.Exists(_root) ? Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories) : [])
        {
            if (Path.GetExtension(path) == Partial && File.GetLastWriteTimeUtc(path) + AbandonedAfter < time.GetUtcNow())
            {
                File.Delete(path);
            }
            else if (Path.GetExtension(path).Length == 0 && await FindAsync(Path.GetFileName(path), cancellationToken) is { } file)
            {
                yield return file;
            }
        }
    }

    /// <inheritdoc />
    public async Task<StoredFile?> DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var file = await FindAsync(key, cancellationToken);
        File.Delete(PathOf(key));
        File.Delete(PathOf(key) + Record);
        return file;
    }

    private async Task<StoredFile?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            await using var record = File.OpenRead(path + Record);
            return await JsonSerializer.DeserializeAsync<StoredFile>(record, cancellationToken: cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or JsonException)
        {
            // Uploaded before there were records: its name and its owner are unknown.
            var file = new FileInfo(path);
            return file.Exists ? new StoredFile(key, key, "", "", file.Length, "", file.LastWriteTimeUtc) : null;
        }
    }

    private string PathOf(string key) => Path.Combine(_root, key[..2], key);

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStream Create(string path)
    {
        var how = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 64 * 1024,
            Options = System.IO.FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, how);
    }
}

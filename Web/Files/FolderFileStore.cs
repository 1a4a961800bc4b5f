using Microsoft.Extensions.Options;

namespace AspireChat.Web.Files;

/// <summary>Attachments in a folder, two levels deep so that no folder grows too long. A file's name is its id and nothing else.</summary>
public sealed class FolderFileStore(IOptions<FileOptions> options) : IFileStore
{
    private readonly string _root = Path.GetFullPath(options.Value.Folder);

    /// <inheritdoc />
    public async Task<long> SaveAsync(string id, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".part";
        try
        {
            long size;
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true))
            {
                await content.CopyToAsync(file, cancellationToken);
                size = file.Length;
            }

            File.Move(partial, path);
            return size;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <inheritdoc />
    public Task<Stream?> OpenAsync(string id, CancellationToken cancellationToken)
    {
        var path = PathOf(id);
        return Task.FromResult<Stream?>(
            File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true) : null);
    }

    private string PathOf(string id) => Path.Combine(_root, id[..2], id);
}

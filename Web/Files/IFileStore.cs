namespace AspireChat.Web.Files;

/// <summary>Where attachments are kept. Replace it to keep them elsewhere, for example in blob storage.</summary>
public interface IFileStore
{
    /// <summary>Keeps a file whole, or not at all.</summary>
    /// <param name="key">What to store it under.</param>
    /// <param name="content">What is in it; read to its end, and may throw.</param>
    /// <param name="describe">Given its size in bytes, says what to keep of it beside the content.</param>
    /// <param name="cancellationToken">Gives up; nothing is kept.</param>
    Task<StoredFile> SaveAsync(string key, Stream content, Func<long, StoredFile> describe, CancellationToken cancellationToken);

    /// <summary>Opens a file, seekable; null when there is none.</summary>
    Task<(StoredFile File, Stream Content)?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>All files, in any order.</summary>
    IAsyncEnumerable<StoredFile> ListAsync(CancellationToken cancellationToken);

    /// <summary>Deletes a file.</summary>
    /// <returns>It as it was; null when there is none.</returns>
    Task<StoredFile?> DeleteAsync(string key, CancellationToken cancellationToken);
}

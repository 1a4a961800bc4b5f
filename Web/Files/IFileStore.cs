namespace AspireChat.Web.Files;

/// <summary>Where attachments are kept. Replace it to keep them elsewhere, for example in blob storage.</summary>
public interface IFileStore
{
    /// <summary>Stores a whole file, or nothing.</summary>
    /// <param name="key">What to store it under.</param>
    /// <param name="content">Its content; read to the end, and may throw.</param>
    /// <param name="describe">Given its size in bytes, returns the record to store with the content.</param>
    /// <param name="cancellationToken">Cancels; nothing is stored.</param>
    Task<StoredFile> SaveAsync(string key, Stream content, Func<long, StoredFile> describe, CancellationToken cancellationToken);

    /// <summary>Opens a file, seekable; null when there is none.</summary>
    Task<(StoredFile File, Stream Content)?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>All files, in any order.</summary>
    IAsyncEnumerable<StoredFile> ListAsync(CancellationToken cancellationToken);

    /// <summary>Deletes a file.</summary>
    /// <returns>Its record; null when there is none.</returns>
    Task<StoredFile?> DeleteAsync(string key, CancellationToken cancellationToken);
}

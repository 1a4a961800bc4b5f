namespace AspireChat.Web.Files;

/// <summary>Where attachments are kept. Replace it to keep them elsewhere, for example in blob storage.</summary>
public interface IFileStore
{
    /// <summary>Keeps a file whole, or not at all.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="content">What is in it; read to its end, and may throw.</param>
    /// <param name="cancellationToken">Gives up; nothing is kept.</param>
    /// <returns>Its size in bytes.</returns>
    Task<long> SaveAsync(string id, Stream content, CancellationToken cancellationToken);

    /// <summary>Opens a file, seekable; null when there is none with this id.</summary>
    Task<Stream?> OpenAsync(string id, CancellationToken cancellationToken);
}

using AspireChat.Contracts;

namespace AspireChat.Web.Client.Files;

/// <summary>The files to send with a room's next message.</summary>
public sealed class DraftFiles
{
    private readonly List<DraftFile> _files = [];

    /// <summary>All files, in the order they were chosen.</summary>
    public IReadOnlyList<DraftFile> All => _files;

    /// <summary>The uploaded files.</summary>
    public IReadOnlyList<Attachment> Uploaded => [.. _files.Select(file => file.Uploaded).OfType<Attachment>()];

    /// <summary>Whether a file is still being uploaded.</summary>
    public bool Uploading => _files.Exists(file => file.Uploading);

    /// <summary>Whether another file may be added.</summary>
    public bool CanAdd => _files.Count < Attachment.MaxPerMessage;

    internal void Add(DraftFile file) => _files.Add(file);

    internal bool Remove(DraftFile file) => _files.Remove(file);

    /// <summary>Restores the files uploaded before a reload.</summary>
    internal void Restore(IEnumerable<Attachment> uploaded) => _files.AddRange(uploaded.Select(
        file => new DraftFile { Key = file.Id, Name = file.Name, Size = file.Size, Progress = 1, Uploaded = file }));

    /// <summary>Removes all files, once they are sent; refused files too.</summary>
    internal void Clear() => _files.Clear();
}

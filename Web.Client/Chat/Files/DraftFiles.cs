using AspireChat.Contracts;

namespace AspireChat.Web.Client.Chat.Files;

/// <summary>The files that will go with a room's next message.</summary>
public sealed class DraftFiles
{
    private readonly List<DraftFile> _files = [];

    /// <summary>In the order in which they were chosen.</summary>
    public IReadOnlyList<DraftFile> All => _files;

    /// <summary>Those that are uploaded.</summary>
    public IReadOnlyList<Attachment> Uploaded => [.. _files.Select(file => file.Uploaded).OfType<Attachment>()];

    /// <summary>Whether one is still on its way.</summary>
    public bool Uploading => _files.Exists(file => file.Uploading);

    /// <summary>Whether another one may be added.</summary>
    public bool HasRoom => _files.Count < Attachment.MostPerMessage;

    internal void Add(DraftFile file) => _files.Add(file);

    internal bool Remove(DraftFile file) => _files.Remove(file);

    /// <summary>What was uploaded before a reload.</summary>
    internal void Restore(IEnumerable<Attachment> uploaded) => _files.AddRange(uploaded.Select(
        file => new DraftFile { Key = file.Id, Name = file.Name, Size = file.Size, Part = 1, Uploaded = file }));

    /// <summary>They are sent. What was refused stays, with its reason, no longer than that.</summary>
    internal void Clear() => _files.Clear();
}

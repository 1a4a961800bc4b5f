using AspireChat.Contracts;

namespace AspireChat.Web.Client.Files;

/// <summary>A file to send with the next message.</summary>
public sealed class DraftFile
{
    /// <summary>Its key in the page's script.</summary>
    public required string Key { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The share that is uploaded, 0 to 1.</summary>
    public double Progress { get; internal set; }

    /// <summary>The uploaded file; null until it is uploaded.</summary>
    public Attachment? Uploaded { get; internal set; }

    /// <summary>Why it was refused, as a text to show.</summary>
    public string? Problem { get; internal set; }

    /// <summary>Whether it is being uploaded.</summary>
    public bool Uploading => Uploaded is null && Problem is null;
}

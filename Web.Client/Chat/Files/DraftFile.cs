using AspireChat.Contracts;

namespace AspireChat.Web.Client.Chat.Files;

/// <summary>A file that will go with the next message.</summary>
public sealed class DraftFile
{
    /// <summary>What the page's script knows it by.</summary>
    public required string Key { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>How much of it is uploaded, 0 to 1.</summary>
    public double Part { get; internal set; }

    /// <summary>What the server made of it; null until it is uploaded.</summary>
    public Attachment? Uploaded { get; internal set; }

    /// <summary>Why it was not accepted, to show to a person.</summary>
    public string? Problem { get; internal set; }

    /// <summary>Whether it is on its way.</summary>
    public bool Uploading => Uploaded is null && Problem is null;
}

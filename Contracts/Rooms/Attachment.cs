using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>A file that belongs to a message. It is fetched from <c>/files/{id}/{name}</c>: whoever knows the id may.</summary>
[DataContract]
public sealed record Attachment
{
    /// <summary>Most attachments of one message.</summary>
    public const int MostPerMessage = 10;

    /// <summary>Longest name, in UTF-16 code units.</summary>
    public const int MaxNameLength = 120;

    /// <summary>
    /// As <c>POST /api/files</c> gave it: 44 of A-Z, a-z, 0-9, '-' and '_', not to be guessed. It stands for the name, the type, the size and who
    /// uploaded the file, so it is accepted with these only.
    /// </summary>
    [DataMember(Name = "id")]
    public string Id { get; init; } = "";

    /// <summary>The file's name.</summary>
    [DataMember(Name = "name")]
    public string Name { get; init; } = "";

    /// <summary>Its media type; a picture to show is one of <c>image/png</c>, <c>image/jpeg</c>, <c>image/gif</c>, <c>image/webp</c>.</summary>
    [DataMember(Name = "type")]
    public string Type { get; init; } = "";

    /// <summary>Its size in bytes.</summary>
    [DataMember(Name = "size")]
    public long Size { get; init; }

    /// <summary>A picture's width in pixels, so that its place can be kept before it has come.</summary>
    [DataMember(Name = "width")]
    public int? Width { get; init; }

    /// <summary>A picture's height in pixels.</summary>
    [DataMember(Name = "height")]
    public int? Height { get; init; }

    /// <summary>Whether it has the form that an attachment must have.</summary>
    public static bool IsValid(Attachment? attachment) =>
        attachment is { Size: >= 0, Type.Length: > 0 and <= 100, Name.Length: > 0 and <= MaxNameLength, Width: null or > 0 and <= 100_000, Height: null or > 0 and <= 100_000 }
        && IsId(attachment.Id);

    /// <summary>Whether it can be an id: 44 characters, or 22 as they were before.</summary>
    public static bool IsId(string? id) => id is { Length: 22 or 44 } && !id.AsSpan().ContainsAnyExcept(IdCharacters);

    private static readonly System.Buffers.SearchValues<char> IdCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

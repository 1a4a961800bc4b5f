namespace AspireChat.Web.Files;

/// <summary>Which files are accepted, and as what.</summary>
internal static class FileType
{
    /// <summary>The media type of everything that is not a picture.</summary>
    public const string Download = "application/octet-stream";

    /// <summary>The media type of a file; null where it is not accepted.</summary>
    /// <param name="start">Its first bytes, <see cref="PictureType.Needed"/> or all.</param>
    /// <param name="name">Its name.</param>
    /// <param name="endings">The endings that are accepted besides those of pictures.</param>
    /// <param name="wrong">Why it is not accepted.</param>
    public static string? Of(ReadOnlySpan<byte> start, string name, string[] endings, out FileRefusal? wrong)
    {
        var ending = Path.GetExtension(name);
        var picture = PictureType.Of(start);
        var own = PictureType.EndingsOf(picture);
        wrong = null;
        if (own.Contains(ending, StringComparer.OrdinalIgnoreCase))
        {
            return picture;
        }

        if (endings.Contains(ending, StringComparer.OrdinalIgnoreCase))
        {
            return Download;
        }

        wrong = own is [var usual, ..] && IsPictureEnding(ending)
            ? new FileRefusal(
                StatusCodes.Status400BadRequest, $"This is a {PictureType.NameOf(picture!)} image, so its name must end in {usual}.")
            : new FileRefusal(
                StatusCodes.Status415UnsupportedMediaType,
                $"Files of this type are not accepted. Accepted are images and files that end in: {string.Join(' ', endings)}");
        return null;
    }

    private static bool IsPictureEnding(string ending) =>
        ending.Length == 0 || PictureType.Endings.Contains(ending, StringComparer.OrdinalIgnoreCase);
}

namespace AspireChat.Web.Files;

/// <summary>
/// Recognises pictures by their first bytes (https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern). The type that a client
/// states is ignored.
/// </summary>
public static class PictureType
{
    /// <summary>How many bytes are needed.</summary>
    public const int Needed = 14;

    /// <summary>The endings of all pictures' names.</summary>
    public static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp"];

    /// <summary>The media type of a picture that browsers may show, or null.</summary>
    public static string? Of(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8) ? "image/gif"
        : start.Length >= Needed && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBPVP"u8) ? "image/webp"
        : null;

    /// <summary>What people call a picture's type.</summary>
    public static string NameOf(string type) => type switch
    {
        "image/png" => "PNG",
        "image/jpeg" => "JPEG",
        "image/gif" => "GIF",
        "image/webp" => "WebP",
        _ => type,
    };

    /// <summary>The endings that a picture's name may have, the usual one first; none if it is not a picture.</summary>
    public static string[] EndingsOf(string? type) => type switch
    {
        "image/png" => [".png"],
        "image/jpeg" => [".jpg", ".jpeg", ".jpe", ".jfif"],
        "image/gif" => [".gif"],
        "image/webp" => [".webp"],
        _ => [],
    };
}

using System.Globalization;
using AspireChat.Contracts;

namespace AspireChat.Web.Client.Files;

/// <summary>Texts about a file.</summary>
internal static class FileText
{
    /// <summary>Its size in a readable unit.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0.#} MiB"),
    };

    /// <summary>Its address.</summary>
    public static string Address(Attachment file) => $"/files/{file.Id}/{Uri.EscapeDataString(file.Name)}";

    /// <summary>Whether it is shown as a picture. The server checks the type, and serves the file as nothing else.</summary>
    public static bool IsPicture(Attachment file) => file.Type is "image/png" or "image/jpeg" or "image/gif" or "image/webp";
}

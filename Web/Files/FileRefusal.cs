using System.Globalization;

namespace AspireChat.Web.Files;

/// <summary>Why a file is not accepted.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to show to the person.</param>
internal sealed record FileRefusal(int Status, string Detail)
{
    /// <summary>A size as people read it.</summary>
    public static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024 / 1024.0:0.#} MiB");
}

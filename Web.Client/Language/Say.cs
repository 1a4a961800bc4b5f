using System.Globalization;

namespace AspireChat.Web.Client.Language;

/// <summary>Fills in the texts of <c>Words.resx</c>.</summary>
internal static class Say
{
    /// <summary>A text with its places filled.</summary>
    public static string With(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    /// <summary>The form of a text that fits a number, with the number in it.</summary>
    /// <param name="other">The name of the text for most numbers: see <see cref="Forms.Count"/>.</param>
    /// <param name="number">The number.</param>
    public static string Count(string other, int number) => Forms.Count(Words.ResourceManager, other, number);
}

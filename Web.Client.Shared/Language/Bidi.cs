using System.Globalization;

namespace AspireChat.Web.Client.Language;

/// <summary>Texts of users within the page's own sentences, whose language may run in the other direction.</summary>
internal static class Bidi
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>Fills in the placeholders of a text; values in a script of the other direction do not change its order.</summary>
    public static string Format(string text, params object?[] values) => string.Format(
        CultureInfo.InvariantCulture, text, [.. values.Select(value => value is string part ? Isolate(part) : value)]);

    /// <summary>
    /// The text, between isolating characters if any of it runs from right to left: the sentence around it keeps its order. Any other text
    /// stays as it is, so that a copied sentence is what was seen.
    /// </summary>
    public static string Isolate(string text) =>
        RunsRightToLeft(text) ? $"{FirstStrongIsolate}{text}{PopDirectionalIsolate}" : text;

    // Hebrew, Arabic and their neighbours, and characters that turn the direction by themselves.
    private static bool RunsRightToLeft(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\u0590', '\u08FF') || text.ContainsAnyInRange('\u202A', '\u202E')
        || text.ContainsAnyInRange('\uFB1D', '\uFDFF') || text.ContainsAnyInRange('\uFE70', '\uFEFC')
        || text.ContainsAnyInRange('\uD802', '\uD803') || text.ContainsAnyInRange('\uD83A', '\uD83B');
}

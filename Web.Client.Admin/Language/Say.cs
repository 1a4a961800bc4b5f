using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Admin.Language;

/// <summary>Formats the texts of <c>Words.resx</c>.</summary>
internal static class Say
{
    /// <summary>Fills in the placeholders of a text: see <see cref="Bidi.Format"/>.</summary>
    public static string With(string text, params object?[] values) => Bidi.Format(text, values);

    /// <summary>Formats the plural form of a text that fits a number.</summary>
    /// <param name="other">The name of the general form: see <see cref="PluralForms.Format"/>.</param>
    /// <param name="number">The number.</param>
    /// <param name="values">The values of the other placeholders.</param>
    public static string Count(string other, long number, params ReadOnlySpan<object?> values) =>
        PluralForms.Format(Words.ResourceManager, other, (int)Math.Min(number, int.MaxValue), values);
}

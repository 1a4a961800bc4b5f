namespace AspireChat.Web.Client.Language;

/// <summary>Formats the texts of <c>Words.resx</c>.</summary>
internal static class Say
{
    /// <summary>Fills in the placeholders of a text: see <see cref="Bidi.Format"/>.</summary>
    public static string With(string text, params object[] values) => Bidi.Format(text, values);

    /// <summary>Formats the plural form of a text that fits a number.</summary>
    /// <param name="other">The name of the general form: see <see cref="PluralForms.Format"/>.</param>
    /// <param name="number">The number.</param>
    public static string Count(string other, int number) => PluralForms.Format(Words.ResourceManager, other, number);
}

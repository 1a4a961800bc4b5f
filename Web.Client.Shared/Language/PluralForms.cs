using System.Globalization;
using System.Resources;

namespace AspireChat.Web.Client.Language;

/// <summary>Chooses the plural form of a text.</summary>
internal static class PluralForms
{
    private const string Other = "_other";

    /// <summary>Formats the plural form of a text that fits a number.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="other">
    /// The name of the general form, which ends in <c>_other</c>. A language may have <c>_one</c> and further forms besides.
    /// </param>
    /// <param name="number">The number, for <c>{0}</c>.</param>
    /// <param name="values">The values for <c>{1}</c> and so on.</param>
    public static string Format(ResourceManager texts, string other, int number, params ReadOnlySpan<object?> values)
    {
        var form = other[..^Other.Length] + "_" + Intl.Plural(number);
        var text = texts.GetString(form, CultureInfo.CurrentUICulture) ?? texts.GetString(other, CultureInfo.CurrentUICulture)!;
        return Bidi.Format(text, [Intl.Number(number), .. values]);
    }
}

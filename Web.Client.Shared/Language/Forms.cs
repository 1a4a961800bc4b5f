using System.Globalization;
using System.Resources;

namespace AspireChat.Web.Client.Language;

/// <summary>The forms that a text has for different numbers.</summary>
internal static class Forms
{
    private const string Other = "_other";

    /// <summary>The form of a text that fits a number, with the number in it.</summary>
    /// <param name="texts">Where the texts are.</param>
    /// <param name="other">The name of the text for most numbers, which ends in <c>_other</c>; beside it are <c>_one</c> and whatever else a language has.</param>
    /// <param name="number">The number, which fills <c>{0}</c>.</param>
    /// <param name="values">What fills <c>{1}</c> and so on.</param>
    public static string Count(ResourceManager texts, string other, int number, params ReadOnlySpan<object?> values)
    {
        var form = other[..^Other.Length] + "_" + Intl.Plural(number);
        var text = texts.GetString(form, CultureInfo.CurrentUICulture) ?? texts.GetString(other, CultureInfo.CurrentUICulture)!;
        return string.Format(CultureInfo.InvariantCulture, text, [Intl.Number(number), .. values]);
    }
}

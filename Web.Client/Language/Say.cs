using System.Globalization;

namespace AspireChat.Web.Client.Language;

/// <summary>Fills in the texts of <c>Words.resx</c>.</summary>
internal static class Say
{
    private const string Other = "_other";

    /// <summary>A text with its places filled.</summary>
    public static string With(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    /// <summary>The form of a text that fits a number, with the number in it.</summary>
    /// <param name="other">The name of the text for most numbers, which ends in <c>_other</c>; beside it are <c>_one</c> and whatever else a language has.</param>
    /// <param name="number">The number.</param>
    public static string Count(string other, int number)
    {
        var form = other[..^Other.Length] + "_" + Intl.Plural(number);
        return With(Words.ResourceManager.GetString(form, CultureInfo.CurrentUICulture) ?? Words.ResourceManager.GetString(other, CultureInfo.CurrentUICulture)!,
            Intl.Number(number));
    }
}

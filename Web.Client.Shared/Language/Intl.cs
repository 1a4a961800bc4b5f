using System.Globalization;
using System.Runtime.InteropServices.JavaScript;
using System.Text;

namespace AspireChat.Web.Client.Language;

/// <summary>
/// The browser's <c>Intl</c>: dates, numbers, plurals and sorting in the reader's language. Outside a browser, a neutral format.
/// </summary>
internal static partial class Intl
{
    private const string Module = "page";

    /// <summary>Loads the page's script, before anything is shown.</summary>
    public static Task LoadAsync() => OperatingSystem.IsBrowser()
        ? JSHost.ImportAsync(Module, "../js/page.js")
        : Task.CompletedTask;

    /// <summary>The time of day.</summary>
    public static string Time(DateTimeOffset at) => OperatingSystem.IsBrowser()
        ? FormatTime(at.ToUnixTimeMilliseconds())
        : at.LocalDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The date with its weekday.</summary>
    public static string Day(DateTimeOffset at) => OperatingSystem.IsBrowser()
        ? FormatDay(at.ToUnixTimeMilliseconds())
        : at.LocalDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// The number of the day in the browser's time zone, counted from 1970-01-01. .NET's own time zone rules can differ from the browser's
    /// around a change of daylight-saving time.
    /// </summary>
    public static int DayNumber(DateTimeOffset at) => OperatingSystem.IsBrowser()
        ? DayNumberOf(at.ToUnixTimeMilliseconds())
        : DateOnly.FromDateTime(at.LocalDateTime).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Date and time to the second.</summary>
    public static string Exact(DateTimeOffset at) => OperatingSystem.IsBrowser()
        ? FormatExact(at.ToUnixTimeMilliseconds())
        : at.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A whole number with its separators.</summary>
    public static string Number(int number) => OperatingSystem.IsBrowser()
        ? FormatNumber(number)
        : number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The items as an enumeration: "Ada, Grace and Lin".</summary>
    public static string List(string[] items) => OperatingSystem.IsBrowser() ? FormatList(items) : string.Join(", ", items);

    /// <summary>The plural category of a number, as the Unicode CLDR calls it: "one", "few", "other" …</summary>
    public static string Plural(int number) => OperatingSystem.IsBrowser() ? PluralOf(number) : number == 1 ? "one" : "other";

    /// <summary>The items sorted by name, in the order of the reader's language.</summary>
    public static IReadOnlyList<T> Sort<T>(IReadOnlyList<T> items, Func<T, string> name) => OperatingSystem.IsBrowser()
        ? [.. OrderOf([.. items.Select(name)]).Select(index => items[index])]
        : [.. items.OrderBy(name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The text with its accented letters replaced by the plain ones.</summary>
    public static string WithoutAccents(string text) => OperatingSystem.IsBrowser()
        ? WithoutAccentsOf(text)
        : string.Concat(text.Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark));

    /// <summary>Where a text contains another, ignoring accents and case: start and length of each match, in one list.</summary>
    public static int[] Matches(string text, string part)
    {
        if (OperatingSystem.IsBrowser())
        {
            return MatchesOf(text, part);
        }

        var match = text.IndexOf(part, StringComparison.OrdinalIgnoreCase);
        return match < 0 ? [] : [match, part.Length];
    }

    [JSImport("matchesOf", Module)]
    private static partial int[] MatchesOf(string text, string part);

    [JSImport("withoutAccents", Module)]
    private static partial string WithoutAccentsOf(string text);

    [JSImport("formatTime", Module)]
    private static partial string FormatTime(double at);

    [JSImport("formatDay", Module)]
    private static partial string FormatDay(double at);

    [JSImport("dayNumberOf", Module)]
    private static partial int DayNumberOf(double at);

    [JSImport("formatExact", Module)]
    private static partial string FormatExact(double at);

    [JSImport("formatNumber", Module)]
    private static partial string FormatNumber(int number);

    [JSImport("formatList", Module)]
    private static partial string FormatList(string[] items);

    [JSImport("pluralOf", Module)]
    private static partial string PluralOf(int number);

    [JSImport("orderOf", Module)]
    private static partial int[] OrderOf(string[] names);
}

using System.Globalization;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Text;

/// <summary>Days and times to show, in the browser's time zone and the page's language.</summary>
public static class DayText
{
    /// <summary>"Today", "Yesterday", or the date.</summary>
    public static string Of(DateTimeOffset at, TimeProvider time)
    {
        var daysAgo = Intl.DayNumber(time.GetUtcNow()) - Intl.DayNumber(at);
        return daysAgo == 0 ? Words.Today
            : daysAgo == 1 ? Words.Yesterday
            : Intl.Day(at);
    }

    /// <summary>The time of day.</summary>
    public static string Time(DateTimeOffset at) => Intl.Time(at);

    /// <summary>Date and time to the second.</summary>
    public static string Exact(DateTimeOffset at) => Intl.Exact(at);

    /// <summary>For the attribute <c>datetime</c>.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace AspireChat.Web.Client.Chat;

/// <summary>Days and times as people say them, in the browser's time zone and culture.</summary>
public static class DayText
{
    /// <summary>"Today", "Yesterday", or the date.</summary>
    public static string Of(DateTimeOffset at, TimeProvider time)
    {
        var day = DateOnly.FromDateTime(at.LocalDateTime);
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        return day == today ? "Today"
            : day == today.AddDays(-1) ? "Yesterday"
            : day.ToString("D", CultureInfo.CurrentCulture);
    }

    /// <summary>The time of day.</summary>
    public static string Time(DateTimeOffset at) => at.LocalDateTime.ToString("t", CultureInfo.CurrentCulture);

    /// <summary>Date and time, as precise as it gets.</summary>
    public static string Exact(DateTimeOffset at) => at.LocalDateTime.ToString("F", CultureInfo.CurrentCulture);

    /// <summary>For the attribute <c>datetime</c>.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}

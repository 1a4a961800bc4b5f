using System.Globalization;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Language;

/// <summary>Numbers and times in readable form.</summary>
public static class Readable
{
    /// <summary>A number with few digits: 0, 0.4, 12, 3.4k.</summary>
    public static string Number(double value) => value switch
    {
        0 => "0",
        < 0.1 => value.ToString("0.##", CultureInfo.CurrentCulture),
        < 10 => value.ToString("0.#", CultureInfo.CurrentCulture),
        < 10_000 => value.ToString("N0", CultureInfo.CurrentCulture),
        < 1_000_000 => (value / 1_000).ToString("0.#k", CultureInfo.CurrentCulture),
        _ => (value / 1_000_000).ToString("0.#M", CultureInfo.CurrentCulture),
    };

    /// <summary>A whole number.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>Milliseconds, or a dash.</summary>
    public static string Milliseconds(double? value) => value is { } number ? $"{Number(number)} ms" : "–";

    /// <summary>Mebibytes.</summary>
    public static string Memory(long bytes) => $"{Count(bytes >> 20)} MB";

    /// <summary>A duration: 3 d 4 h, 2 h 10 min, 45 s.</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => Say.With(Words.DayAndHours, (int)span.TotalDays, span.Hours),
        { TotalHours: >= 1 } => Say.With(Words.HoursAndMinutes, span.Hours, span.Minutes),
        { TotalMinutes: >= 1 } => Say.With(Words.Minutes, span.Minutes),
        _ => Say.With(Words.Seconds, Math.Max(0, (int)span.TotalSeconds)),
    };

    /// <summary>How long ago something was.</summary>
    public static string Ago(long at, TimeProvider time) => time.GetUtcNow() - At(at) is { TotalSeconds: >= 10 } span
        ? Say.With(Words.SpanAgo, Duration(span))
        : Words.JustNow;

    /// <summary>A time from Unix milliseconds.</summary>
    public static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    /// <summary>A version with a shortened commit: 0.1.0+6f62270.</summary>
    public static string Version(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is >= 0 and var plus && version.Length > plus + 8 ? version[..(plus + 8)] : version;

    /// <summary>The transport's name.</summary>
    public static string Transport(string transport) => transport switch
    {
        "webSockets" => "WebSockets",
        "serverSentEvents" => "SSE",
        "longPolling" => Words.LongPolling,
        _ => transport,
    };
}

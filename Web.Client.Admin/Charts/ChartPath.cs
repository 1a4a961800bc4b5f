using System.Globalization;
using System.Text;
using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Charts;

/// <summary>Turns samples into the data of an SVG path.</summary>
internal static class ChartPath
{
    private static readonly double[] Digits = [1, 2, 3, 4, 6, 8, 10, 20];

    /// <summary>The line of a value over a time span.</summary>
    /// <param name="samples">Oldest first.</param>
    /// <param name="value">The value to draw; null leaves a gap.</param>
    /// <param name="from">The left edge, Unix milliseconds.</param>
    /// <param name="to">The right edge.</param>
    /// <param name="top">The value at the upper edge; the lower one is 0.</param>
    /// <param name="width">The drawing's width.</param>
    /// <param name="height">The drawing's height.</param>
    /// <param name="close">Whether to close the path along the lower edge, to fill the area below the line.</param>
    /// <param name="maxGap">Samples further apart than this, in milliseconds, leave a gap in the line.</param>
    public static string Of(
        IReadOnlyList<ClusterStatistics> samples, Func<ClusterStatistics, double?> value, long from, long to, double top, double width,
        double height, bool close = false, long maxGap = 5_000)
    {
        var path = new StringBuilder();
        var (last, start, end) = (long.MinValue, 0d, 0d);
        foreach (var sample in samples)
        {
            if (sample.At < from || value(sample) is not { } number)
            {
                continue;
            }

            var x = (sample.At - from) * width / Math.Max(1, to - from);
            var y = height - Math.Clamp(number / top, 0, 1) * height;
            var broken = last == long.MinValue || sample.At - last > maxGap;
            if (broken)
            {
                Close(path, close, start, end, height);
                start = x;
            }

            path.Append(CultureInfo.InvariantCulture, $"{(broken ? 'M' : 'L')}{x:0.#} {y:0.#}");
            (last, end) = (sample.At, x);
        }

        Close(path, close, start, end, height);
        return path.ToString();
    }

    /// <summary>A round upper bound, so that the scale changes rarely and its half is round too.</summary>
    public static double NiceTop(double max, double min)
    {
        if (!(max > min))
        {
            return min;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(max)));
        return power * Array.Find(Digits, digit => digit * power >= max);
    }

    private static void Close(StringBuilder path, bool close, double start, double end, double height)
    {
        if (close && path.Length > 0)
        {
            path.Append(CultureInfo.InvariantCulture, $"L{end:0.#} {height:0.#}L{start:0.#} {height:0.#}Z");
        }
    }
}

using System.Globalization;
using System.Text;

namespace AspireChat.Bench;

/// <summary>The result as Markdown, fit for a README.</summary>
internal static class FanoutReport
{
    private static readonly (string Title, Func<Measurement, double> Value, string Format, bool Compared)[] Columns =
    [
        ("deliveries/s", one => one.DeliveriesPerSecond, "N0", true),
        ("deliveries per frame", one => one.DeliveriesPerFrame, "F2", false),
        ("nodes' CPU, s", one => one.NodeCpu, "F2", false),
        ("nginx CPU, s", one => one.NginxCpu, "F2", false),
        ("Redis CPU, s", one => one.RedisCpu, "F2", false),
        ("load generator's CPU, s", one => one.GeneratorCpu, "F2", false),
        ("nodes' CPU, µs per delivery", one => one.NodeMicroseconds, "F2", true),
        ("nodes, nginx and Redis, µs per delivery", one => one.AllMicroseconds, "F2", true),
        ("lag p50, ms", one => one.LagP50, "F1", true),
        ("lag p99, ms", one => one.LagP99, "F1", true),
    ];

    public static string Heading(FanoutOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
         {options.Receivers:N0} members of one room on {options.Nodes} nodes behind nginx (ip_hash), WebSockets, JSON; {options.Rate:N0} messages/s
         of {options.TextLength} characters for {options.Seconds} s after {options.WarmUp} s of warm-up; {options.MeasuredMessages * (long)options.Receivers:N0} deliveries expected;
         {Environment.ProcessorCount} processors shared by servers and load generator; .NET {Environment.Version}.

         """);

    /// <summary>One line on one round.</summary>
    public static string Row(string title, Measurement one)
    {
        var line = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{title}: {one.Deliveries:N0} deliveries, {one.Lost:N0} lost"));
        foreach (var (name, value, format, _) in Columns)
        {
            line.Append(CultureInfo.InvariantCulture, $"; {name} {value(one).ToString(format, CultureInfo.InvariantCulture)}");
        }

        line.Append(CultureInfo.InvariantCulture, $"; members per node {one.Spread}");
        foreach (var (count, what) in new[] { (one.Repeated, "repeated"), (one.Refused, "refused sends"), (one.Disconnected, "members disconnected") })
        {
            line.Append(count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {count:N0} {what}"));
        }

        return line.ToString();
    }

    /// <summary>The medians of the rounds, and how the first system stands to the second.</summary>
    public static string Summary(IReadOnlyList<Measurement> measurements)
    {
        var systems = measurements.GroupBy(one => one.System).OrderBy(system => system.Key, StringComparer.Ordinal).ToArray();
        var table = new StringBuilder($"\n| median of {systems[0].Count()} | {string.Join(" | ", systems.Select(system => system.Key))} |");
        table.Append(systems.Length == 2 ? " ratio |\n" : "\n").Append("|---|").Insert(table.Length, "---|", systems.Length + (systems.Length == 2 ? 1 : 0));
        table.Append('\n');
        foreach (var (title, value, format, compared) in Columns)
        {
            double[] medians = [.. systems.Select(system => Median(system.Select(value)))];
            table.Append(CultureInfo.InvariantCulture, $"| {title} | {string.Join(" | ", medians.Select(median => median.ToString(format, CultureInfo.InvariantCulture)))} |");
            table.Append(systems.Length < 2 ? "" : compared ? string.Create(CultureInfo.InvariantCulture, $" {medians[0] / medians[1]:F2} |") : " |").Append('\n');
        }

        table.Append(CultureInfo.InvariantCulture, $"| lost deliveries, all rounds | {string.Join(" | ", systems.Select(system => system.Sum(one => one.Lost).ToString("N0", CultureInfo.InvariantCulture)))} |");
        return table.Append(systems.Length == 2 ? " |" : "").ToString();
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

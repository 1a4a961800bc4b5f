using System.Globalization;
using System.Text;

namespace AspireChat.Bench;

/// <summary>The result as Markdown for the README.</summary>
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
         {options.Receivers:N0} members of one room on {options.Nodes} nodes behind nginx (ip_hash), WebSockets, JSON;
         {options.Rate:N0} messages/s of {options.TextLength} characters for {options.Seconds} s after {options.WarmUp} s of warm-up;
         {options.MeasuredMessages * (long)options.Receivers:N0} deliveries expected;
         {Environment.ProcessorCount} processors shared by servers and load generator; .NET {Environment.Version}.

         """);

    /// <summary>One line on one round.</summary>
    public static string Row(string title, Measurement one)
    {
        var line = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"{title}: {one.Deliveries:N0} deliveries, {one.Lost:N0} lost"));
        foreach (var (name, value, format, _) in Columns)
        {
            line.Append(CultureInfo.InvariantCulture, $"; {name} {value(one).ToString(format, CultureInfo.InvariantCulture)}");
        }

        line.Append(CultureInfo.InvariantCulture, $"; members per node {one.Spread}");
        var failures = new[] { (one.Repeated, "repeated"), (one.Refused, "refused sends"), (one.Disconnected, "members disconnected") };
        foreach (var (count, what) in failures)
        {
            line.Append(count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {count:N0} {what}"));
        }

        return line.ToString();
    }

    /// <summary>The medians of the rounds, and the ratio of the first system to each of the others.</summary>
    public static string Summary(IReadOnlyList<Measurement> measurements)
    {
        // The first round has them in their order.
        var systems = measurements.GroupBy(one => one.System).ToArray();
        var table = new StringBuilder("\n");
        AppendRow($"median of {systems[0].Count()}", systems.Select(system => system.Key), _ => "ratio");
        AppendRow("---", systems.Select(_ => "---"), _ => "---");
        foreach (var (title, value, format, compared) in Columns)
        {
            double[] medians = [.. systems.Select(system => Median(system.Select(value)))];
            AppendRow(
                title,
                medians.Select(median => median.ToString(format, CultureInfo.InvariantCulture)),
                peer => compared ? (medians[0] / medians[peer]).ToString("F2", CultureInfo.InvariantCulture) : "");
        }

        var lost = systems.Select(system => system.Sum(one => one.Lost).ToString("N0", CultureInfo.InvariantCulture));
        AppendRow("lost deliveries, all rounds", lost, _ => "");
        return table.ToString().TrimEnd();

        // Each peer's value is followed by the ratio of the first system's value to it.
        void AppendRow(string title, IEnumerable<string> values, Func<int, string> ratio) => table.Append("| ").AppendJoin(
            " | ",
            values.SelectMany((value, system) => system == 0 ? [value] : new[] { value, ratio(system) }).Prepend(title)).Append(" |\n");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

using System.Globalization;
using AspireChat.LocalCluster.Nodes;
using Spectre.Console;

namespace AspireChat.LocalCluster.Reports;

/// <summary>Tables of what runs where.</summary>
internal static class ClusterTable
{
    public static Table Of(ClusterReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("what", "address", "pid", "");
        table.AddRow("ingress", report.Page, Text(report.IngressPid), report.IngressKind);
        AddNodes(table, report.Nodes.Where(node => node.Pid is not null));
        table.AddRow("adminnode", Text(report.AdminNode), Text(report.AdminNodePid), "");
        table.AddRow("web", Text(report.Web), Text(report.WebPid), "");
        table.AddRow("redis", report.RedisAddress, Text(report.RedisPid), report.RedisKind);
        if (report.Telemetry is { } telemetry)
        {
            table.AddRow("telemetry", telemetry, Text(report.DashboardPid), report.TelemetryKind);
        }

        return table;
    }

    public static Table Of(IReadOnlyList<NodeStatus> nodes)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("what", "address", "pid", "");
        AddNodes(table, nodes);
        return table;
    }

    private static void AddNodes(Table table, IEnumerable<NodeStatus> nodes)
    {
        foreach (var node in nodes)
        {
#pragma warning disable CA1308 // For display, not for comparison.
            table.AddRow(node.Name, Text(node.Address), Text(node.Pid), node.State.ToString().ToLowerInvariant());
#pragma warning restore CA1308
        }
    }

    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static string Text(int? pid) => pid?.ToString(CultureInfo.InvariantCulture) ?? "-";
}

using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Tone">Its colour, 0 to 7 (admin.css).</param>
/// <param name="Value">Its value in a sample; null where it has none.</param>
public sealed record ChartSeries(string Name, int Tone, Func<ClusterStatistics, double?> Value);

using System.Globalization;
using System.Net;
using System.Text;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Rows;

/// <summary>A bar for each figure and peer: AspireChat's value relative to the peer's, on a logarithmic scale.</summary>
internal static class RowsChart
{
    private const int Line = 20;
    private const int Half = 200;
    private const int Middle = 660;
    private const double MaxRatio = 16;
    private static readonly string[] Colors = ["#2563eb", "#d97706"];

    public static string Of(IReadOnlyList<(string Title, Dictionary<string, double> Values)> figures)
    {
        var own = ChatSystems.All[0].Key;
        var peers = ChatSystems.All[1..];
        var compared = figures
            .Where(figure => figure.Values.ContainsKey(own) && figure.Values.Count > 1)
            .Where(figure => !figure.Title.EndsWith("repeated", StringComparison.Ordinal))
            .ToList();
        var height = ((compared.Count * peers.Length) + 3) * Line;
        var svg = new StringBuilder();
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Middle + Half + 60} {height}\" font-family=\"sans-serif\" ");
        Add($"font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        Text(8, 16, "AspireChat ÷ peer: left of the line AspireChat's figure is smaller, right of it larger");
        for (var peer = 0; peer < peers.Length; peer++)
        {
            Bar(8 + (peer * 200), 24, 12, peer);
            Text(24 + (peer * 200), 34, peers[peer].Name);
        }

        Add($"<line x1=\"{Middle}\" x2=\"{Middle}\" y1=\"40\" y2=\"{height}\" stroke=\"#888\"/>\n");
        var y = 2 * Line;
        foreach (var (title, values) in compared)
        {
            Text(8, y + 14, title);
            for (var peer = 0; peer < peers.Length; peer++, y += Line)
            {
                if (values.TryGetValue(peers[peer].Key, out var other) && other > 0 && values[own] > 0)
                {
                    var ratio = values[own] / other;
                    var length = Math.Clamp(Math.Log(ratio) / Math.Log(MaxRatio), -1, 1) * Half;
                    Bar(Middle + Math.Min(0, length), y + 4, Math.Max(1, Math.Abs(length)), peer);
                    Text(Middle + Math.Max(0, length) + 4, y + 14, ratio.ToString("F2", CultureInfo.InvariantCulture));
                }
            }
        }

        Add($"</svg>\n");
        return svg.ToString();

        void Add(FormattableString part) => svg.Append(part.ToString(CultureInfo.InvariantCulture));

        void Text(double x, int atY, string text) => Add($"<text x=\"{x:F0}\" y=\"{atY}\">{WebUtility.HtmlEncode(text)}</text>\n");

        void Bar(double x, int atY, double width, int peer) =>
            Add($"<rect x=\"{x:F0}\" y=\"{atY}\" width=\"{width:F0}\" height=\"12\" fill=\"{Colors[peer]}\"/>\n");
    }
}

using System.Diagnostics;
using System.Globalization;
using AspireChat.Bench.Load;
using AspireChat.Bench.Page;
using AspireChat.Bench.Systems;
using Microsoft.Playwright;

namespace AspireChat.Bench.Rows;

/// <summary>Rows that only AspireChat has, each with a cluster of its own: more nodes, the start, the page.</summary>
internal static class ClusterRows
{
    public static IEnumerable<Row> Create() =>
    [
        Of("nodes", "1 to 8 nodes", NodesAsync), Of("start", "LocalCluster until ready", StartAsync), Of("page", "first load", PageAsync),
    ];

    private static Row Of(string name, string title, Func<RowOptions, CancellationToken, Task<IReadOnlyList<Figure>>> measureAsync) =>
        new(name, title, (_, options, cancellationToken) => measureAsync(options, cancellationToken))
        {
            HasNoPeers = true,
            AloneAsync = measureAsync,
        };

    private static async Task<IReadOnlyList<Figure>> NodesAsync(RowOptions options, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var nodes in options.Quick ? new[] { 1, 4 } : [1, 2, 4, 8])
        {
            var load = options.Load(options.Quick ? 200 : 400, 200, nodes: nodes);
            await using var system = await AspireChatSystem.StartAsync(load, cancellationToken);
            var deliveries = new Deliveries(load.Receivers, load.WarmUpMessages + load.MeasuredMessages);
            await using var crowd = await Crowd.GatherAsync(system, load.Receivers, deliveries, cancellationToken);
            var one = await LoadWindow.MeasureAsync("", system, crowd, deliveries, load, load.Receivers, cancellationToken);
            var title = string.Create(CultureInfo.InvariantCulture, $"{nodes} nodes, one room of {load.Receivers}, 200 messages/s");
            figures.Add(new($"{title}: µs per delivery", one.AllMicroseconds));
        }

        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> StartAsync(RowOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await using var system = await AspireChatSystem.StartEmbeddedAsync(options.Port, cancellationToken);
        return [new("LocalCluster, built, until ready, s", clock.Elapsed.TotalSeconds)];
    }

    private static async Task<IReadOnlyList<Figure>> PageAsync(RowOptions options, CancellationToken cancellationToken)
    {
        if (options.Published is not { } published || !Processes.Published.Has(published, "Web"))
        {
            return [];
        }

        await using var system = await AspireChatSystem.StartPublishedAsync(options.Port, published, cancellationToken);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Processes.Programs.Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        var load = await FirstLoad.MeasureAsync(browser, system.Page);
        return
        [
            new("page, first load: transferred, KB", load.Files.Sum(file => file.Bytes) / 1_000.0),
            new("page, first load: transferred before the name can be entered, KB", load.BytesBefore / 1_000.0),
            new("page, first load: requests", load.Files.Count),
            new("page, first load: name can be entered after, ms", load.Usable.TotalMilliseconds),
            new("page, first load: app ready after, ms", load.Ready.TotalMilliseconds),
        ];
    }
}

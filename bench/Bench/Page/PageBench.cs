using AspireChat.Bench.Load;
using AspireChat.Bench.Processes;
using AspireChat.Bench.Systems;
using Microsoft.Playwright;

namespace AspireChat.Bench.Page;

/// <summary>The published page behind nginx, in a Chromium without a window.</summary>
internal static class PageBench
{
    private const int CannotMeasure = 2;
    private const int TextLength = 80;
    private const string LongRoom = "long";
    private static readonly TimeSpan FillLimit = TimeSpan.FromMinutes(3);

    /// <summary>Measures and prints. The exit code.</summary>
    public static async Task<int> RunAsync(PageOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var system = await AspireChatSystem.StartPublishedAsync(options.Port, options.Published, cancellationToken);
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(
                new() { ExecutablePath = Programs.Chromium, Args = ["--no-sandbox", "--disable-gpu"] });

            var loads = new List<FirstLoad>();
            for (var round = 0; round < options.Rounds; round++)
            {
                loads.Add(await FirstLoad.MeasureAsync(browser, system.Page));
            }

            Console.WriteLine(PageReport.Of(loads));
            foreach (var promise in await PageTour.GoAsync(browser, system))
            {
                Console.WriteLine($"works: {promise}");
            }

            await FillAsync(system, options.Messages, cancellationToken);
            var empty = await TypingLatency.MeasureAsync(browser, system.Page, "empty", 0, options.Keys);
            var filled = await TypingLatency.MeasureAsync(browser, system.Page, LongRoom, options.Messages, options.Keys);
            Console.WriteLine(PageReport.Of(empty, filled));
            return 0;
        }
        catch (Exception problem) when (problem is BenchException or PlaywrightException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"Cannot measure: {problem.Message}");
            return CannotMeasure;
        }
    }

    private static async Task FillAsync(AspireChatSystem system, int messages, CancellationToken cancellationToken)
    {
        var deliveries = new Deliveries(1, messages);
        deliveries.MeasureFrom(0);
        await using var member = await Member.JoinAsync(0, system, [new(LongRoom)], deliveries, cancellationToken);
        for (var number = 0; number < messages; number++)
        {
            await member.SendAsync(LongRoom, $"bench-{number}", Deliveries.Text(number, TextLength), cancellationToken);
        }

        for (var waited = TimeSpan.Zero; deliveries.Total < messages; waited += TimeSpan.FromMilliseconds(50))
        {
            if (waited > FillLimit)
            {
                throw new BenchException($"only {deliveries.Total} of {messages} messages have come.");
            }

            await Task.Delay(50, cancellationToken);
        }
    }
}

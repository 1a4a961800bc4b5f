using Microsoft.Playwright;

namespace AspireChat.Bench.Page;

/// <summary>From a key to the frame that shows its letter, in a room of so many messages.</summary>
internal sealed record TypingLatency(string Room, int Messages, int OnPage, double Median, double P95)
{
    private const int BetweenKeys = 60; // ms: quick fingers

    // A message to oneself, posted when a frame begins, is handled once that frame is painted.
    private const string Watch = """
        () => {
          window.latencies = [];
          const channel = new MessageChannel();
          let began = 0;
          channel.port1.onmessage = () => latencies.push(performance.now() - began);
          addEventListener('keydown', event => {
            const at = event.timeStamp;
            requestAnimationFrame(() => { began = at; channel.port2.postMessage(null); });
          }, { capture: true });
        }
        """;

    public static async Task<TypingLatency> MeasureAsync(IBrowser browser, Uri page, string room, int messages, int keys)
    {
        await using var window = await browser.NewContextAsync(new() { Locale = "en-GB" });
        var tab = await window.NewPageAsync();
        await tab.GotoAsync($"{page}r/{room}");
        await PageTour.SignInAsync(tab);
        if (messages > 0)
        {
            await LoadAllAsync(tab);
        }

        await tab.Locator("#composer").FocusAsync();
        await tab.EvaluateAsync(Watch);
        await tab.Keyboard.TypeAsync(string.Concat(Enumerable.Repeat("typing ", (keys / 7) + 1))[..keys], new() { Delay = BetweenKeys });
        await tab.WaitForFunctionAsync("keys => latencies.length >= keys", keys);
        var sorted = (await tab.EvaluateAsync<double[]>("() => latencies")).Order().ToArray();
        var shown = await tab.GetByTestId("message").CountAsync();
        return new TypingLatency(room, messages, shown, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.95)]);
    }

    /// <summary>Scrolls up until the room's beginning is there.</summary>
    private static async Task LoadAllAsync(IPage tab)
    {
        var list = tab.GetByTestId("messages");
        await list.Locator("[data-seq]").First.WaitForAsync();
        for (var beginning = tab.Locator(".beginning"); await beginning.CountAsync() == 0;)
        {
            await list.EvaluateAsync("list => { list.scrollTop = list.scrollTop > 0 ? 0 : 1; }");
            await tab.WaitForTimeoutAsync(20);
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace AspireChat.Bench.Page;

/// <summary>What a browser with an empty cache fetched until the app had started.</summary>
/// <param name="Usable">The time until a person could enter their name.</param>
/// <param name="BytesBefore">The bytes that had arrived by then.</param>
/// <param name="Ready">The time until the app had started and taken the form over, with the name in it.</param>
/// <param name="Files">The files.</param>
internal sealed record FirstLoad(TimeSpan Usable, long BytesBefore, TimeSpan Ready, IReadOnlyList<Fetched> Files)
{
    private const string Name = "Ada";

    /// <summary>The longest chain of requests that waited for each other.</summary>
    public int LongestChain => Files.Max(file => Depth(file.Address, 0));

    public static async Task<FirstLoad> MeasureAsync(IBrowser browser, Uri page)
    {
        await using var window = await browser.NewContextAsync(new() { Locale = "en-GB" });
        var tab = await window.NewPageAsync();
        var protocol = await window.NewCDPSessionAsync(tab);
        var files = Watch(protocol);
        await protocol.SendAsync("Network.enable");

        var clock = Stopwatch.StartNew();
        await tab.GotoAsync(page.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        var box = tab.GetByLabel("Your name");
        await box.FillAsync(Name);
        var (usable, before) = (clock.Elapsed, Arrived(files));
        await tab.Locator("#sign-in:not([data-problems])").WaitForAsync(); // Only the form that the server rendered has texts for a script.
        var ready = clock.Elapsed;
        if (await box.InputValueAsync() != Name)
        {
            throw new BenchException("the app has lost the name that was entered before it started.");
        }

        await tab.WaitForLoadStateAsync(LoadState.NetworkIdle);
        lock (files)
        {
            return new FirstLoad(usable, before, ready, [.. files.Values]);
        }
    }

    private static long Arrived(Dictionary<string, Fetched> files)
    {
        lock (files)
        {
            return files.Values.Sum(file => file.Bytes);
        }
    }

    private static Dictionary<string, Fetched> Watch(ICDPSession protocol)
    {
        var files = new Dictionary<string, Fetched>();
        void On(string happened, Action<string, JsonElement> take) => protocol.Event(happened).OnEvent += (_, body) =>
        {
            lock (files)
            {
                take(body!.Value.GetProperty("requestId").GetString()!, body.Value);
            }
        };

        On(
            "Network.requestWillBeSent",
            (id, body) => files[id] = new Fetched(body.GetProperty("request").GetProperty("url").GetString()!, AskedBy(body)));
        On("Network.responseReceived", (id, body) =>
        {
            if (files.TryGetValue(id, out var file))
            {
                var headers = body.GetProperty("response").GetProperty("headers").EnumerateObject()
                    .ToDictionary(header => header.Name, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
                files[id] = file with
                {
                    Encoding = headers.GetValueOrDefault("content-encoding", "none"),
                    Caching = headers.GetValueOrDefault("cache-control", "none"),
                };
            }
        });
        On("Network.dataReceived", (id, body) =>
        {
            if (files.TryGetValue(id, out var file))
            {
                files[id] = file with { Bytes = file.Bytes + Math.Max(0, body.GetProperty("encodedDataLength").GetInt64()) };
            }
        });
        On("Network.loadingFinished", (id, body) =>
        {
            if (files.TryGetValue(id, out var file))
            {
                files[id] = file with { Bytes = (long)body.GetProperty("encodedDataLength").GetDouble() };
            }
        });
        return files;
    }

    /// <summary>The file in which the request stands: the page, or the innermost script.</summary>
    private static string? AskedBy(JsonElement body)
    {
        var initiator = body.GetProperty("initiator");
        return initiator.TryGetProperty("url", out var address) ? address.GetString()
            : initiator.TryGetProperty("stack", out var stack) ? Innermost(stack)
            : null;
    }

    private static string? Innermost(JsonElement stack) =>
        stack.GetProperty("callFrames").EnumerateArray()
            .Select(frame => frame.GetProperty("url").GetString()).FirstOrDefault(url => url is { Length: > 0 })
        ?? (stack.TryGetProperty("parent", out var parent) ? Innermost(parent) : null);

    private int Depth(string address, int below) =>
        below < 20 && Files.FirstOrDefault(file => file.Address == address) is { AskedBy: { } by } && by != address
            ? 1 + Depth(by, below + 1)
            : 1;
}

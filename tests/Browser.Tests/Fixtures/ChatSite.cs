using System.Globalization;
using System.Text.RegularExpressions;

namespace AspireChat.Browser.Tests.Fixtures;

/// <summary>A real cluster of three nodes with its page, and a real Chromium to visit it.</summary>
public sealed partial class ChatSite : IAsyncLifetime
{
    /// <summary>Bound of every wait in the browser, in milliseconds: a busy machine is no failure.</summary>
    public const int Patience = 30_000;

    private ClusterProcess _cluster = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>The page's address, through the ingress.</summary>
    public Uri Address => _cluster.Info.Ingress;

    /// <summary>The admin API's key.</summary>
    public string AdminKey => _cluster.Info.AdminKey;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(Patience);
        _cluster = await ClusterProcess.StartAsync(environment: new Dictionary<string, string?>
        {
            ["Web__SessionsPerMinute"] = "0",
            ["Chat__Limits__SendsPerSecond"] = "0",
            ["Chat__Limits__MaxPageSize"] = "50", // So that a room of a hundred messages has several pages.
        });
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A room that no other test uses.</summary>
    public static string NewRoom() => $"room-{Guid.NewGuid():N}"[..16];

    /// <summary>Somebody with a browser window of their own, not signed in yet.</summary>
    /// <param name="path">Where to go first.</param>
    /// <param name="phone">With a phone's screen.</param>
    /// <param name="dark">Who prefers dark colours.</param>
    /// <param name="locale">The browser's language.</param>
    public async Task<Visitor> VisitAsync(string path = "/", bool phone = false, bool dark = false, string locale = "en-GB")
    {
        var window = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(),
            ViewportSize = phone ? new ViewportSize { Width = 360, Height = 740 } : new ViewportSize { Width = 1280, Height = 800 },
            IsMobile = phone,
            HasTouch = phone,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = locale,
            TimezoneId = "Asia/Tokyo",
        });
        window.SetDefaultTimeout(Patience);
        var visitor = new Visitor(window, await window.NewPageAsync());
        await visitor.Page.GotoAsync(path);
        return visitor;
    }

    /// <summary>Two people in one room, on different nodes.</summary>
    public async Task<(Visitor First, Visitor Second)> TwoOnDifferentNodesAsync(string room)
    {
        var first = await VisitAsync($"/r/{room}?network=a");
        await first.SignInAsync("Ada");
        var node = await first.NodeAsync();
        foreach (var network in "bc")
        {
            var second = await VisitAsync($"/r/{room}?network={network}");
            await second.SignInAsync("Grace");
            if (await second.NodeAsync() != node)
            {
                // Connected is not yet in the room.
                await Expect(first.Page.GetByTestId("person").Filter(new() { HasText = "Grace" })).Not.ToHaveCountAsync(0);
                await Expect(second.Page.GetByTestId("person").Filter(new() { HasText = "Ada" })).Not.ToHaveCountAsync(0);
                return (first, second);
            }

            await second.DisposeAsync();
        }

        throw new InvalidOperationException($"The networks a, b and c all lead to {node}.");
    }

    /// <summary>SIGKILL to a node.</summary>
    public async Task KillNodeAsync(string name)
    {
        var node = await NodeAsync(name);
        ServerProcess.Signal(node, 9);
    }

    /// <summary>Starts a killed node again, and waits until it is up.</summary>
    public async Task StartNodeAsync(string name)
    {
        await _cluster.CommandAsync($"start {name[(name.LastIndexOf('-') + 1)..]}");
        using var http = new HttpClient();
        var url = _cluster.Info.Nodes.Single(node => node.Name == name).Url;
        await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri(url, "/health"))).IsSuccessStatusCode, $"{name} is up again");
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    /// <summary>A node that was started again has another process id than the ready file says; LocalCluster's table knows it.</summary>
    private async Task<int> NodeAsync(string name)
    {
        var seen = _cluster.Output.Length;
        await _cluster.CommandAsync("nodes");
        var row = await Eventually.GetAsync(
            () => Task.FromResult(NodeRow().Matches(_cluster.Output[seen..]).LastOrDefault(match => match.Groups["name"].Value == name)),
            $"{name} in LocalCluster's table");
        return int.Parse(row.Groups["pid"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?<name>chatnode-\d+)\s*│[^│]*│\s*(?<pid>\d+)\s*│")]
    private static partial Regex NodeRow();
}

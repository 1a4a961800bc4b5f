using System.Globalization;

namespace AspireChat.Browser.Tests.Fixtures;

/// <summary>A real cluster of three nodes with its page, and a real Chromium to visit it.</summary>
public sealed class ChatSite : IAsyncLifetime
{
    /// <summary>Bound of every wait in the browser, in milliseconds: a busy machine is no failure.</summary>
    public const int TimeoutMilliseconds = 30_000;

    /// <summary>The size of a window, unless it is a phone's.</summary>
    public static readonly ViewportSize Desktop = new() { Width = 1280, Height = 800 };

    /// <summary>The first has no frame around its pages to draw: a page is there sooner.</summary>
    private static readonly string[] Browsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome"];

    /// <summary>Windows that somebody has signed out of, by the network that they come by.</summary>
    private readonly Dictionary<string, Stack<Visitor>> _idle = [];

    private ClusterProcess _cluster = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>The page's address, through the ingress.</summary>
    public Uri Address => _cluster.Info.Ingress;

    /// <summary>The admin API's key.</summary>
    public string AdminKey => _cluster.Info.AdminKey;

    /// <summary>The link that signs in at an admin page.</summary>
    public string WithKey(string path) => $"{path}#key={Uri.EscapeDataString(AdminKey)}";

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(TimeoutMilliseconds);
        _cluster = await ClusterProcess.StartAsync(["--published", await PublishedPage.PublishAsync()], new Dictionary<string, string?>
        {
            ["Web__SessionsPerMinute"] = "0",
            ["Chat__Limits__SendsPerSecond"] = "0",
            ["Chat__Node__DrainNotice"] = "00:00:03",
            ["Chat__Limits__MaxPageSize"] = "50", // So that a room of a hundred messages has several pages.
        });
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? Browsers.First(File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A room that no other test uses.</summary>
    public static string NewRoom() => $"room-{Guid.NewGuid():N}"[..16];

    /// <summary>
    /// Somebody with a browser window of their own, not signed in yet. Loading the page takes most of a test's time, so whoever
    /// goes to a room, or to the admin pages with the key, takes a window that somebody has signed out of, if there is one.
    /// </summary>
    /// <param name="path">Where to go first.</param>
    /// <param name="phone">With a phone's screen.</param>
    /// <param name="dark">Who prefers dark colours.</param>
    /// <param name="locale">The browser's language.</param>
    /// <param name="fresh">In a window that nobody has used before, and nobody will after.</param>
    /// <param name="zone">The browser's time zone; a window with another one is fresh.</param>
    public async Task<Visitor> VisitAsync(string path = "/", bool phone = false, bool dark = false, string locale = "en-GB",
        bool fresh = false, string zone = "Asia/Tokyo")
    {
        fresh |= zone != "Asia/Tokyo";
        var shared = !fresh && !phone && !dark && locale == "en-GB"
            && (path == "/" || path.StartsWith("/r/", StringComparison.Ordinal) || path.EndsWith(WithKey(""), StringComparison.Ordinal));
        var idle = _idle.TryGetValue(Network(path), out var windows) ? windows : _idle[Network(path)] = [];
        if (shared && idle.TryPop(out var former))
        {
            former.Forget();
            await former.OpenAsync(path);
            return former;
        }

        var window = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(),
            ViewportSize = phone ? new ViewportSize { Width = 360, Height = 740 } : Desktop,
            IsMobile = phone,
            HasTouch = phone,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = locale,
            TimezoneId = zone,
        });
        window.SetDefaultTimeout(TimeoutMilliseconds);
        var visitor = new Visitor(window, await window.NewPageAsync(), shared ? idle.Push : null);
        await visitor.Page.GotoAsync(path);
        return visitor;
    }

    /// <summary>Two people in one room, on different nodes.</summary>
    /// <param name="room">The room.</param>
    /// <param name="fresh">In windows that nobody has used before, and nobody will after.</param>
    /// <param name="second">The second one's name.</param>
    /// <param name="plain">Whether the second one is on the page of plain JavaScript.</param>
    public async Task<(Visitor First, Visitor Second)> TwoOnDifferentNodesAsync(string room, bool fresh = false, string second = "Grace",
        bool plain = false)
    {
        List<Visitor> came = [];
        try
        {
            var ada = await ComeAsync($"/r/{room}?network=a", "Ada");
            var node = await ada.NodeAsync();

            // Wait until Ada has joined, not just connected: the first user in a new room becomes its owner.
            await Expect(ada.Page.GetByTestId("person").Filter(new() { HasText = "Ada" })).Not.ToHaveCountAsync(0);
            foreach (var network in "bc")
            {
                var grace = await ComeAsync(plain ? $"/plain?room={room}&network={network}" : $"/r/{room}?network={network}", second);
                if (await grace.NodeAsync() != node)
                {
                    await Expect(ada.Page.GetByTestId("person").Filter(new() { HasText = second })).Not.ToHaveCountAsync(0);
                    await Expect(grace.Page.GetByTestId("person").Filter(new() { HasText = "Ada" })).Not.ToHaveCountAsync(0);
                    return (ada, grace);
                }

                came.Remove(grace);
                await grace.DisposeAsync();
            }

            throw new InvalidOperationException($"The networks a, b and c all lead to {node}.");
        }
        catch
        {
            // Nobody else has them, and to the next test their names would be in use.
            foreach (var visitor in came)
            {
                await visitor.DisposeAsync();
            }

            throw;
        }

        async Task<Visitor> ComeAsync(string path, string name)
        {
            var visitor = await VisitAsync(path, fresh: fresh);
            came.Add(visitor);
            await visitor.SignInAsync(name);
            return visitor;
        }
    }

    /// <summary>A user's id, once the admin API knows it: the nodes tell of new users once in a while.</summary>
    public async Task<string> UserAsync(Visitor visitor)
    {
        var user = await visitor.Page.EvaluateAsync<string>(
            "JSON.parse(sessionStorage.getItem('session') ?? localStorage.getItem('session')).user");
        using var admin = AdminClient.WithKey(Address, AdminKey);
        await Eventually.GetAsync(() => admin.GetAsync($"users/{user}"), "the user is known");
        return user;
    }

    /// <summary>Ends the second one's node while both write: nothing is lost, doubled or in another order.</summary>
    /// <param name="ada">One person.</param>
    /// <param name="grace">Another one, on another node.</param>
    /// <param name="how"><c>kill</c> or <c>drain</c>.</param>
    public async Task LoseNodeOfSecondAsync(Visitor ada, Visitor grace, string how)
    {
        var lost = await grace.NodeAsync();
        await ada.SayAsync("before");
        await grace.SeesAsync(1);

        var ended = EndNodeAsync(lost, how);
        try
        {
            for (var i = 0; i < 10; i++)
            {
                await ada.SayAsync($"ada {i}");
                await grace.SayAsync($"grace {i}");
            }

            await ada.SeesAsync(21);
            await grace.SeesAsync(21);
            await Expect(grace.Page.GetByTestId("node")).Not.ToHaveTextAsync(lost);
            var read = await ada.ReadAsync();
            Assert.Equal(await grace.ReadAsync(), read);
            foreach (var name in new[] { "ada", "grace" })
            {
                Assert.Equal(
                    Enumerable.Range(0, 10).Select(i => $"{name} {i}"),
                    read.Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]).Where(text => text.StartsWith(name,
                        StringComparison.Ordinal)));
            }
        }
        finally
        {
            await ended;
            await StartNodeAsync(lost);
        }
    }

    /// <summary>Ends a node, and waits until it has ended.</summary>
    /// <param name="name">The node.</param>
    /// <param name="how"><c>kill</c> or <c>drain</c>.</param>
    public Task EndNodeAsync(string name, string how = "kill") => _cluster.EndNodeAsync(how, NumberOf(name));

    /// <summary>Starts a node again, and waits until the ingress sends clients there.</summary>
    public Task StartNodeAsync(string name) => _cluster.StartNodeAsync(NumberOf(name));

    /// <summary>A node that hangs: it keeps its connections and says nothing.</summary>
    public void FreezeNode(string name) => ServerProcess.Signal(_cluster.PidOf(name), 19);

    /// <summary>It goes on.</summary>
    public void ThawNode(string name) => ServerProcess.Signal(_cluster.PidOf(name), 18);

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

    private static string Network(string path) => path.Split("network=") is [_, var network] ? network : "";

    private static int NumberOf(string node) => int.Parse(node[(node.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);
}

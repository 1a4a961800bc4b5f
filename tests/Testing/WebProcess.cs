namespace AspireChat.Testing;

/// <summary>Web alone, as a process, with settings of its own.</summary>
public sealed class WebProcess : IAsyncDisposable
{
    /// <summary>The key that its tokens are signed with.</summary>
    public static readonly string SigningKey = new('k', 32);

    /// <summary>The key that the admins' tokens are signed with.</summary>
    public static readonly string AdminSigningKey = new('a', 32);

    private readonly ServerProcess _process;

    private WebProcess(ServerProcess process, Uri address)
    {
        _process = process;
        // Without cookies: what one call got must not change what the next one is allowed.
        Http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = address };
    }

    public HttpClient Http { get; }

    /// <summary>What it has written to standard output and standard error.</summary>
    public string Output => _process.Output;

    /// <summary>Starts it from its build output, and waits until it answers.</summary>
    /// <param name="settings">Settings of its own.</param>
    /// <param name="redis">Where Redis is; null: nowhere, so that nobody can sign in.</param>
    public static async Task<WebProcess> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, RedisServer? redis = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Chat__SigningKey"] = SigningKey,
            ["Chat__AdminSigningKey"] = AdminSigningKey,
            ["ConnectionStrings__redis"] = redis?.Address ?? $"127.0.0.1:{FreePorts.Next()}",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
        {
            environment[name] = value;
        }

        var web = new WebProcess(
            ServerProcess.Start("dotnet", [Repository.Output("Web", "AspireChat.Web.dll")], environment, folder: "/"), address);
        await Eventually.TrueAsync(async () => (await web.Http.GetAsync(new Uri("/health", UriKind.Relative))).IsSuccessStatusCode,
            "Web is healthy");
        return web;
    }

    /// <summary>A browser: it keeps its cookies, and sends them again.</summary>
    public HttpClient NewBrowser() => new() { BaseAddress = Http.BaseAddress };

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return _process.DisposeAsync();
    }
}

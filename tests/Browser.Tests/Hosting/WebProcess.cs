namespace AspireChat.Browser.Tests.Hosting;

/// <summary>Web alone, as a process, with settings of its own.</summary>
public sealed class WebProcess : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private WebProcess(ServerProcess process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    /// <summary>Starts it from its build output, and waits until it answers.</summary>
    public static async Task<WebProcess> StartAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        var environment = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Chat__SigningKey"] = new string('k', 32),
        };
        var web = new WebProcess(
            ServerProcess.Start("dotnet", [Repository.Output("Web", "AspireChat.Web.dll")], environment, folder: "/"), address);
        await Eventually.TrueAsync(async () => (await web.Http.GetAsync(new Uri("/health", UriKind.Relative))).IsSuccessStatusCode, "Web is healthy");
        return web;
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return _process.DisposeAsync();
    }
}

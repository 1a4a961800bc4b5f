using System.Globalization;

namespace AspireChat.ChatNode.Tests.Fixtures;

/// <summary>The admin node's program.</summary>
public sealed class AdminProcess : IAsyncDisposable
{
    private const string Key = "an admin key for tests, 32 bytes or more";

    /// <summary>A new process on a busy machine.</summary>
    private static readonly TimeSpan ProcessLimit = TimeSpan.FromMinutes(2);

    private readonly ServerProcess _process;
    private readonly HttpClient _http;

    private AdminProcess(ServerProcess process, Uri url)
    {
        (_process, Url) = (process, url);
        _http = new HttpClient { BaseAddress = url };
        Api = AdminClient.WithKey(url, Key);
    }

    public Uri Url { get; }

    public AdminClient Api { get; }

    public static async Task<AdminProcess> StartAsync(string redis)
    {
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePorts.Next()}"));
        var process = ServerProcess.Start(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "AspireChat.AdminNode.dll")],
            new Dictionary<string, string?>
            {
                ["ConnectionStrings__redis"] = redis,
                ["Chat__SigningKey"] = Node.SigningKey,
                ["Chat__AdminSigningKey"] = "an admin signing key for tests, 32 bytes or more",
                ["Chat__AdminKey"] = Key,
                ["ASPNETCORE_URLS"] = url.GetLeftPart(UriPartial.Authority),
            });
        var admin = new AdminProcess(process, url);
        try
        {
            await Eventually.TrueAsync(
                async () => (await admin._http.GetAsync(new Uri("/health", UriKind.Relative))).IsSuccessStatusCode,
                "the admin node is healthy",
                ProcessLimit);
            return admin;
        }
        catch (TimeoutException failed)
        {
            await admin.DisposeAsync();
            throw new InvalidOperationException($"The admin node is not healthy: {process.Output}", failed);
        }
    }

    /// <summary>What the ingress gets, as a node asks for it: a line for each node, or why there is no list.</summary>
    public async Task<string> SlotsAsync()
    {
        using var answer = await _http.GetAsync(new Uri("/api/cluster/slots?for=node", UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }

    public ValueTask DisposeAsync()
    {
        Api.Dispose();
        _http.Dispose();
        return _process.DisposeAsync();
    }
}

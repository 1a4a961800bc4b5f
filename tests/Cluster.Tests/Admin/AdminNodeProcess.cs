using System.Globalization;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>An admin node, in addition to a cluster's or without a cluster.</summary>
internal sealed class AdminNodeProcess : IAsyncDisposable
{
    public const string Key = "an-admin-key-of-more-than-32-characters";

    /// <summary>What signs the tokens that it accepts.</summary>
    public const string SigningKeyOfAdmins = "a-signing-key-of-admins-of-more-than-32-characters";

    private readonly ServerProcess _process;

    private AdminNodeProcess(ServerProcess process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    public string Output => _process.Output;

    public static async Task<AdminNodeProcess> StartAsync(string redis, string signingKey, string adminKey,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var node = new AdminNodeProcess(Run(redis, signingKey, adminKey, settings, out var url), url);
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri(url, "/health"))).IsSuccessStatusCode,
            () => $"the admin node is healthy.\n{node.Output}");
        return node;
    }

    /// <summary>Starts one that is expected to exit on its own, and returns its exit code and output.</summary>
    public static async Task<(int ExitCode, string Output)> FailAsync(string redis, string signingKey, string? adminKey,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        await using var process = Run(redis, signingKey, adminKey, settings, out _);
        await process.WaitForExitAsync();
        return (process.ExitCode, process.Output);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static ServerProcess Run(
        string redis, string signingKey, string? adminKey, IReadOnlyDictionary<string, string?>? settings, out Uri url)
    {
        url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePorts.Next()}"));
        var environment = new Dictionary<string, string?>
        {
            ["Chat__AdminSigningKey"] = SigningKeyOfAdmins,
            ["ASPNETCORE_URLS"] = url.GetLeftPart(UriPartial.Authority),
            ["ConnectionStrings__redis"] = redis,
            ["Chat__SigningKey"] = signingKey,
            ["Chat__AdminKey"] = adminKey,
        };
        foreach (var (setting, value) in settings ?? new Dictionary<string, string?>())
        {
            environment[setting] = value;
        }

        return ServerProcess.Start("dotnet", [Repository.Output("AdminNode", "AspireChat.AdminNode.dll")], environment);
    }
}

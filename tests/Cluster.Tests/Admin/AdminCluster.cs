namespace AspireChat.Cluster.Tests.Admin;

/// <summary>One cluster for the tests of the admin API: one node, and webhooks that give up soon.</summary>
public sealed class AdminCluster : IAsyncLifetime
{
    public ClusterProcess Cluster { get; private set; } = null!; // null only when it did not start

    public AdminClient Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await ClusterProcess.StartAsync(["--nodes", "1"], QuickWebhooks);
        Admin = AdminClient.WithKey(Cluster.Info);
    }

    public static IReadOnlyDictionary<string, string?> QuickWebhooks { get; } = new Dictionary<string, string?>
    {
        ["Chat__Webhooks__Attempts"] = "3",
        ["Chat__Webhooks__FirstDelay"] = "00:00:00.050",
        ["Chat__Webhooks__LongestDelay"] = "00:00:00.500",
        ["Chat__Webhooks__AllowedHosts__0"] = "127.0.0.1",
        ["Chat__Webhooks__AllowedHosts__1"] = "*.example.com",
    };

    public ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        return Cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}

[CollectionDefinition(nameof(AdminCollection))]
public sealed class AdminCollection : ICollectionFixture<AdminCluster>;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>Three nodes and their admin node, for tests with users and rooms of their own. They end no node.</summary>
public sealed class ModeratedCluster : IAsyncLifetime
{
    public const string CollectionName = "One cluster for users and rooms";

    public ClusterProcess Cluster { get; private set; } = null!; // null only when it did not start

    public AdminClient Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await ClusterProcess.StartAsync(
            ["--nodes", "3"],
            new Dictionary<string, string?>
            {
                ["Chat__Limits__SendsPerSecond"] = "0",
                // On a busy machine a node can take longer than an operator would wait.
                ["Chat__Admin__AnswersWithin"] = "00:00:20",
            });
        Admin = AdminClient.WithKey(Cluster.Info);
    }

    public ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        return Cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}

[CollectionDefinition(ModeratedCluster.CollectionName)]
public sealed class ModeratedClusterCollection : ICollectionFixture<ModeratedCluster>;

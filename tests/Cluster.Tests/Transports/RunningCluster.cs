using AspireChat.Testing;

namespace AspireChat.Cluster.Tests.Transports;

/// <summary>Three nodes behind the ingress named, for all tests that break nothing.</summary>
public abstract class RunningCluster(string ingress) : IAsyncLifetime
{
    public ClusterProcess Cluster { get; private set; } = null!; // null only when it did not start

    public async ValueTask InitializeAsync() => Cluster = await ClusterProcess.StartAsync(
        ["--nodes", "3", "--ingress", ingress],
        new Dictionary<string, string?> { ["Chat__Limits__SendsPerSecond"] = "0" });

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}

public sealed class ClusterBehindYarp() : RunningCluster("yarp");

public sealed class ClusterBehindNginx() : RunningCluster("nginx");

/// <summary>Tests that share these clusters: each has rooms of its own, and none ends a process.</summary>
[CollectionDefinition(CollectionName)]
public sealed class SharedClusters : ICollectionFixture<ClusterBehindYarp>, ICollectionFixture<ClusterBehindNginx>
{
    public const string CollectionName = "shared clusters";
}

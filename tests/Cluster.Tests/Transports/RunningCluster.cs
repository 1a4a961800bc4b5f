using AspireChat.Testing;

namespace AspireChat.Cluster.Tests.Transports;

/// <summary>One cluster for all tests of a class: three nodes behind the ingress named.</summary>
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

namespace AspireChat.LocalCluster.Ingress;

/// <summary>The ingress in process: YARP with nginx's routes, its <c>ip_hash</c>, and its way around dead nodes.</summary>
public sealed class YarpIngress : IAsyncDisposable
{
    private YarpIngress()
    {
    }

    /// <summary>Builds it; nothing listens yet.</summary>
    public static YarpIngress Build(YarpIngressOptions options) => throw new NotImplementedException();

    /// <summary>Where it listens, once started.</summary>
    public Uri Address => throw new NotImplementedException();

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>
    /// Takes the slots' new state for new clients. Live connections stay, whatever happens to their slot. Thread-safe, at once.
    /// </summary>
    /// <param name="slots">All slots, always in the same order, down ones included.</param>
    public void Update(IReadOnlyList<IngressSlot> slots) => throw new NotImplementedException();

    /// <summary>Stops listening and cuts what is still open.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

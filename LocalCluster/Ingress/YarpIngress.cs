namespace AspireChat.LocalCluster.Ingress;

/// <summary>The ingress in this process: YARP with nginx's routes, its <c>ip_hash</c>, and its handling of dead nodes.</summary>
public sealed class YarpIngress : IAsyncDisposable
{
    private readonly WebApplication _app;

    private YarpIngress(WebApplication app) => _app = app;

    /// <summary>Builds it; nothing listens yet.</summary>
    /// <param name="port">The public port, on 127.0.0.1 and, where this machine has IPv6, on [::1].</param>
    /// <param name="options">What it forwards to.</param>
    public static YarpIngress Build(int port, YarpIngressOptions options)
    {
        // An empty builder: neither the environment nor files of the surrounding program may change where this listens.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));

        // Open WebSockets would delay the stop by the default of 30 s; their clients reconnect anyway.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.AddYarpIngress(options);
        var app = builder.Build();
        app.MapYarpIngress();
        return new(app);
    }

    /// <summary>Starts to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _app.StartAsync(cancellationToken);

    /// <inheritdoc cref="YarpIngressExtensions.UpdateYarpIngress"/>
    public void Update(IReadOnlyList<IngressSlot> slots) => _app.UpdateYarpIngress(slots);

    /// <summary>Stops listening and aborts open connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

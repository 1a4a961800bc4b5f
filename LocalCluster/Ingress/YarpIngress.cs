using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>The ingress in process: YARP with nginx's routes, its <c>ip_hash</c>, and its way around dead nodes.</summary>
public sealed class YarpIngress : IAsyncDisposable
{
    /// <summary>A connect on one machine takes no time; longer means that nobody is there.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock _updating = new();
    private readonly YarpIngressOptions _options;
    private readonly WebApplication _app;
    private readonly ChatSlots _slots;
    private readonly InMemoryConfigProvider _config;

    private YarpIngress(YarpIngressOptions options, WebApplication app)
    {
        _options = options;
        _app = app;
        _slots = app.Services.GetRequiredService<ChatSlots>();
        _config = app.Services.GetRequiredService<InMemoryConfigProvider>();
        _slots.Replace(options.Slots);
    }

    /// <summary>Where it listens, once started.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Builds it; nothing listens yet.</summary>
    public static YarpIngress Build(YarpIngressOptions options)
    {
        // An empty builder: neither the environment nor files of the surrounding program may change where this listens.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 10 << 20;
            if (options.Listen is { } address)
            {
                kestrel.Listen(address, options.Port);
            }
            else if (options.Port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
            else
            {
                kestrel.ListenLocalhost(options.Port);
            }
        });
        options.Logging?.Invoke(builder.Logging);
        // What the server and YARP log below a warning quotes whole addresses, and with them the tokens in their queries.
        builder.Logging.AddFilter((_, level) => level >= LogLevel.Warning);
        // Open WebSockets would hold the stop for the whole of the default's 30 s; their clients reconnect anyhow.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.AddYarpIngress(options);
        var app = builder.Build();
        app.MapYarpIngress(options);
        return new(options, app);
    }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _app.StartAsync(cancellationToken);

    /// <summary>
    /// Takes the slots' new state for new clients. Live connections stay, whatever happens to their slot. Thread-safe, at once.
    /// </summary>
    /// <param name="slots">All slots, always in the same order, down ones included.</param>
    public void Update(IReadOnlyList<IngressSlot> slots)
    {
        lock (_updating)
        {
            var before = _slots.All;
            if (_slots.Replace(slots)
                && !before.Select(slot => (slot.Name, slot.Address)).SequenceEqual(slots.Select(slot => (slot.Name, slot.Address))))
            {
                _config.Update(IngressRoutes.Routes(_options), IngressRoutes.Clusters(_options, slots));
            }
        }
    }

    /// <summary>Stops listening and cuts what is still open.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    internal static void ConfigureClient(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = ConnectTimeout;
        // Like nginx, hand the caller's traceparent on as it came rather than putting a span between that nobody exports.
        handler.ActivityHeadersPropagator = null;
    }
}

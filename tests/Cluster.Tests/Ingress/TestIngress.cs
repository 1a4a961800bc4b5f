using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using AspireChat.LocalCluster.Ingress;
using AspireChat.Testing;
using Microsoft.AspNetCore.HttpOverrides;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>Either ingress in front of the same slots, so that one test covers both.</summary>
public sealed class TestIngress : IAsyncDisposable
{
    /// <summary>What a test can change.</summary>
    public sealed record Settings
    {
        public bool TrustLoopback { get; init; } = true;

        public bool Networks { get; init; }

        public Uri? Telemetry { get; init; }

        public string? TelemetryKey { get; init; }
    }

    private readonly ConcurrentQueue<string> _logged = [];
    private IReadOnlyList<IngressSlot> _slots;
    private NginxServer? _nginx;
    private WebApplication? _yarp;
    private FakeNode _web = null!;
    private FakeAdminNode _admin = null!;

    private TestIngress(IReadOnlyList<IngressSlot> slots) => _slots = slots;

    public HttpClient Http { get; private set; } = null!;

    public Uri Address => _nginx?.Address ?? new Uri(_yarp!.Urls.Single());

    public NginxServer Nginx => _nginx!;

    public FakeAdminNode Admin => _admin;

    /// <summary>Everything it has logged: access log, error log, output.</summary>
    public string Log => _nginx is null ? string.Join('\n', _logged) : _nginx.AccessLog + _nginx.Output;

    public static async Task<TestIngress> StartAsync(IngressKind kind, IReadOnlyList<IngressSlot> slots, Settings? settings = null)
    {
        settings ??= new();
        // nginx always starts with all slots up and follows the admin node from there.
        var all = slots.Select(slot => slot with { Up = true }).ToArray();
        var ingress = new TestIngress(all)
        {
            _web = await FakeNode.StartAsync("web"),
            _admin = await FakeAdminNode.StartAsync(AsText(all)),
        };
        if (kind == IngressKind.Nginx)
        {
            await ingress.StartNginxAsync(settings);
        }
        else
        {
            await ingress.StartYarpAsync(settings);
        }

        ingress.Http = new HttpClient { BaseAddress = ingress.Address, Timeout = TimeSpan.FromSeconds(30) };
        await ingress.SetUpAsync([.. slots.Where(slot => slot.Up).Select(slot => slot.Name)]);
        return ingress;
    }

    /// <summary>Sets exactly these slots up, and waits until this holds for every new connection.</summary>
    public async Task SetUpAsync(params string[] names)
    {
        var before = _nginx?.Workers ?? [];
        var slots = _slots.Select(slot => slot with { Up = names.Contains(slot.Name) }).ToArray();
        if (slots.SequenceEqual(_slots))
        {
            return;
        }

        _slots = slots;
        _admin.Slots = AsText(_slots);
        _yarp?.UpdateYarpIngress(_slots);
        if (_nginx is { } nginx)
        {
            await Eventually.TrueAsync(
                () => nginx.Workers is { Count: NginxServer.WorkerCount } now && !now.Intersect(before).Any(),
                () => $"nginx uses its new slots: {nginx.Output}");
        }
    }

    /// <summary>Sends a request as a client with this address, and returns the name of the node that answered.</summary>
    public async Task<string> NodeOfAsync(string client, string path = "/hubs/chat", HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", client);
        using var answer = await Http.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? answer.Headers.GetValues("X-Node").Single()
            : ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Opens a WebSocket as a client with this address.</summary>
    public async Task<ClientWebSocket> ConnectAsync(string client)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Forwarded-For", client);
        await socket.ConnectAsync(new UriBuilder(Address) { Scheme = "ws", Path = "/hubs/chat" }.Uri, CancellationToken.None);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_nginx is not null)
        {
            await _nginx.DisposeAsync();
        }

        if (_yarp is not null)
        {
            await _yarp.DisposeAsync();
        }

        await _web.DisposeAsync();
        await _admin.DisposeAsync();
    }

    private static string AsText(IReadOnlyList<IngressSlot> slots) =>
        string.Concat(slots.Where(slot => slot.Up).Select(slot => $"{slot.Name} up\n"));

    private async Task StartNginxAsync(Settings settings)
    {
        _nginx = await NginxServer.StartAsync(new Dictionary<string, string?>
        {
            ["CHAT_NODES"] = string.Join(' ', _slots.Select(slot => $"{slot.Name}={slot.Address.Authority}")),
            ["WEB"] = _web.Address.GetLeftPart(UriPartial.Authority),
            ["ADMIN_NODE"] = _admin.Address.GetLeftPart(UriPartial.Authority),
            ["TELEMETRY"] = settings.Telemetry?.GetLeftPart(UriPartial.Authority),
            ["TELEMETRY_KEY"] = settings.TelemetryKey,
            ["TRUSTED_PROXIES"] = settings.TrustLoopback ? "127.0.0.0/8" : null,
            ["NETWORKS"] = settings.Networks ? "on" : null,
            ["FOLLOW_SECONDS"] = "1",
        });
    }

    private async Task StartYarpAsync(Settings settings)
    {
        // As YarpIngress composes it, with what only tests need: a log, and clients that choose their address by a header.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Logging.AddProvider(new QueueLoggerProvider(_logged));
        builder.AddYarpIngress(new YarpIngressOptions
        {
            Slots = _slots,
            Web = _web.Address,
            AdminNode = _admin.Address,
            Telemetry = settings.Telemetry,
            TelemetryKey = settings.TelemetryKey,
            Networks = settings.Networks,
        });
        _yarp = builder.Build();
        if (settings.TrustLoopback)
        {
            // No limit, like nginx's real_ip_recursive: the client is the last address that is not a trusted proxy.
            _yarp.UseForwardedHeaders(new ForwardedHeadersOptions
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
                ForwardLimit = null,
            });
        }

        _yarp.MapYarpIngress();
        await _yarp.StartAsync();
    }
}

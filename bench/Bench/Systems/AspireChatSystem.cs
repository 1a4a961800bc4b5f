using System.Text.Json;
using AspireChat.Bench.Load;
using AspireChat.Bench.Processes;
using AspireChat.ServiceDefaults.Tokens;
using Microsoft.Extensions.Options;

namespace AspireChat.Bench.Systems;

/// <summary>AspireChat as LocalCluster runs it with nginx and a real Redis; only the limits on sends and on new rooms are off.</summary>
internal sealed class AspireChatSystem : IChatSystem
{
    private const int RedisPortOffset = 39;

    private static readonly (string Key, string Value)[] NoLimits =
    [
        ("Chat__Limits__SendsPerSecond", "0"), ("Chat__Limits__PerUser__NewRoomsPerHour", "0"),
        ("Chat__Limits__PerNetwork__NewRoomsPerHour", "0"),
    ];

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(150);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bench-aspirechat-");
    private readonly bool _hasDefaultLimits;
    private Child? _redis, _cluster;
    private Ready? _ready;
    private ChatTokens? _tokens;

    private AspireChatSystem(int port, bool hasDefaultLimits = false) =>
        (Ingress, _hasDefaultLimits) = (new Uri($"ws://127.0.0.1:{port}"), hasDefaultLimits);

    public Uri Ingress { get; }

    public IWire Wire { get; } = new SignalRJson(hasLog: true);

    public IReadOnlyList<int> NodePids => [.. _ready!.Nodes.Select(node => node.Pid)];

    public int IngressPid => _ready!.IngressPid;

    public int RedisPid => _redis!.Pid;

    public int RedisPort => Ingress.Port + RedisPortOffset;

    /// <summary>The page.</summary>
    public Uri Page => new($"http://{Ingress.Authority}");

    public string AdminKey => _ready!.AdminNode.Key;

    public static async Task<IChatSystem> StartAsync(FanoutOptions options, CancellationToken cancellationToken) =>
        await StartAsync(
            new AspireChatSystem(options.Port, options.DefaultLimits), options.Nodes, options.Published, cancellationToken);

    /// <summary>Starts two nodes and the page, as they are deployed.</summary>
    public static Task<AspireChatSystem> StartPublishedAsync(int port, string published, CancellationToken cancellationToken) =>
        StartAsync(new AspireChatSystem(port), 2, published, cancellationToken);

    /// <summary>Starts it as it runs with nothing installed: the embedded Redis and ingress, three nodes.</summary>
    public static async Task<AspireChatSystem> StartEmbeddedAsync(int port, CancellationToken cancellationToken)
    {
        var system = new AspireChatSystem(port);
        await system.OnceAsync(system.StartClusterAsync([], port, 3, cancellationToken));
        return system;
    }

    public string? TokenOf(int user) => _tokens!.Issue($"u{user}", $"User {user}", TimeSpan.FromHours(2)).Token;

    public async ValueTask DisposeAsync()
    {
        // The cluster first, so that it ends in order, with its Redis there.
        foreach (var child in new[] { _cluster, _redis }.OfType<Child>())
        {
            await child.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static async Task<AspireChatSystem> StartAsync(
        AspireChatSystem system, int nodes, string? published, CancellationToken cancellationToken)
    {
        await system.OnceAsync(system.StartProcessesAsync(system.Ingress.Port, nodes, published, cancellationToken));
        return system;
    }

    private async Task StartProcessesAsync(int port, int nodes, string? published, CancellationToken cancellationToken)
    {
        _ = Programs.Nginx;
        var redisPort = port + RedisPortOffset;
        _redis = await RedisServer.StartAsync(redisPort, _folder.FullName, cancellationToken);
        string[] programs = published is null ? [] : ["--published", published];
        await StartClusterAsync(
            ["--ingress", "nginx", "--redis", $"127.0.0.1:{redisPort}", .. programs], port, nodes, cancellationToken);
    }

    private async Task StartClusterAsync(string[] arguments, int port, int nodes, CancellationToken cancellationToken)
    {
        var readyFile = Path.Combine(_folder.FullName, "ready.json");
        _cluster = Child.Start(
            "LocalCluster",
            Programs.Dotnet,
            [
                Programs.LocalCluster, "--nodes", $"{nodes}", "--port", $"{port}",
                "--data", Path.Combine(_folder.FullName, "data"), "--ready-file", readyFile, .. arguments,
            ],
            _hasDefaultLimits ? [] : NoLimits);
        await _cluster.UntilAsync(() => Task.FromResult(File.Exists(readyFile)), StartLimit, cancellationToken);
        _ready = JsonSerializer.Deserialize<Ready>(await File.ReadAllTextAsync(readyFile, cancellationToken), JsonSerializerOptions.Web)!;
        _tokens = new ChatTokens(Options.Create(new ChatTokenOptions { SigningKey = _ready.SigningKey }), TimeProvider.System);
    }

    private sealed record Ready(IReadOnlyList<ReadyNode> Nodes, ReadyAdminNode AdminNode, int IngressPid, string SigningKey);

    private sealed record ReadyNode(string Name, int Pid);

    private sealed record ReadyAdminNode(string Key);
}

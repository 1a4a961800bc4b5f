using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AspireChat.Contracts;
using AspireChat.Store;
using AspireChat.Store.Commands;
using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using AspireChat.Store.Rooms;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.Micro;

/// <summary>One call of Redis's scripts after the other, on a Redis of its own: <c>redis-server</c> must be installed.</summary>
public class StoreBenchmarks
{
    private const string Room = "bench";
    private static readonly EventAuthor Ada = new("u-ada", "Ada");
    private Process _redis = null!;
    private ServiceProvider _services = null!;
    private RoomWriter _writer = null!;
    private RoomJoins _joins = null!;
    private LogPosition _position = LogPosition.None;
    private int _number;

    /// <summary>Starts Redis; Ada is a member of the room.</summary>
    [GlobalSetup]
    public async Task StartAsync()
    {
        var port = FreePort();
        string[] arguments = ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", ""];
        _redis = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true })!;
        var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},connectRetry=10");
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None)).AddMetrics().AddOptions();
        services.AddSingleton<IConnectionMultiplexer>(redis);
        services.AddSingleton(new NodeIdentity("bench-1"));
        services.AddSingleton(new CommandKey([new byte[32]]));
        services.AddChatStore();
        _services = services.BuildServiceProvider();
        _writer = _services.GetRequiredService<RoomWriter>();
        _joins = _services.GetRequiredService<RoomJoins>();
        _position = (await JoinAsync(mayBeNew: true)).Page.Head;
    }

    /// <summary>Ends it.</summary>
    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _services.DisposeAsync();
        _redis.Kill();
        await _redis.WaitForExitAsync();
        _redis.Dispose();
    }

    /// <summary>A message is numbered, stored and published.</summary>
    [Benchmark]
    public Task<AppendResult> Append() => _writer.AppendAsync(
        Room,
        Ada,
        new RoomEvent { Kind = EventKind.Message, Text = "Hello, this is a message of an ordinary length." },
        string.Create(CultureInfo.InvariantCulture, $"id-{_number++}"),
        _position,
        Ada.User);

    /// <summary>A member comes back and resumes where the log ended.</summary>
    [Benchmark]
    public Task<JoinAnswer> Resume() => JoinAsync(mayBeNew: false, _position);

    private Task<JoinAnswer> JoinAsync(bool mayBeNew, LogPosition? after = null) => _joins.JoinAsync(new JoinAttempt
    {
        Room = Room,
        User = Ada,
        Known = _position,
        MayBeNew = mayBeNew,
        After = after,
        PageSize = JoinRequest.DefaultLimit,
        MaxPage = 100,
        MaxResume = 1_000,
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Collections.Concurrent;
using AspireChat.Contracts;
using AspireChat.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspireChat.Unit.Tests.Fakes;

/// <summary>
/// A chat cluster as a client sees it: the protocol over a real SignalR hub, with faults on demand. Stopping and starting
/// keeps the logs and the address, as nodes do that share a Redis behind an ingress.
/// </summary>
internal sealed class FakeChat : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FakeLog> _logs = new();
    private WebApplication? _app;
    private readonly string _address = $"http://127.0.0.1:{FreePorts.Next()}";

    public Uri Hub => new(_address + ChatProtocol.HubPath);

    /// <summary>What <c>Hello</c> says.</summary>
    public string Node { get; set; } = "chatnode-1";

    /// <summary>The status code that refuses every request, 0 for none.</summary>
    public int RefuseWith { get; set; }

    /// <summary>Handles a request in the place of the hub if it returns true, as a proxy in between would.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = _ => Task.FromResult(false);

    /// <summary>How often the server sends a ping. Set before the start.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a poll may wait. Set before the start.</summary>
    public TimeSpan PollTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Decides on each send: null = store and answer.</summary>
    public Func<SendRequest, SendFault?> OnSend { get; set; } = _ => null;

    /// <summary>Decides on each join: null = answer, else the refusal.</summary>
    public Func<JoinRequest, string?> OnJoin { get; set; } = _ => null;

    /// <summary>Whether an event goes to the feed; otherwise it is a hole.</summary>
    public Func<RoomEvent, bool> InFeed { get; set; } = _ => true;

    /// <summary>How many of the next changes are carried out, and their answers lost with the connection.</summary>
    public int Losses { get; set; }

    public ConcurrentQueue<SendRequest> Sends { get; } = new();

    public ConcurrentQueue<JoinRequest> Joins { get; } = new();

    public ConcurrentQueue<LeaveRequest> Leaves { get; } = new();

    /// <summary>Whether the hub has JoinRooms, which earlier versions do not have.</summary>
    public bool KnowsJoinRooms { get; set; } = true;

    /// <summary>The result of MyRooms.</summary>
    public IReadOnlyList<MyRoom> MyRooms { get; set; } = [];

    /// <summary>How often MyRooms was called.</summary>
    public int MyRoomsCalls { get; set; }

    /// <summary>The number of rooms in each call of JoinRooms.</summary>
    public ConcurrentQueue<int> JoinCalls { get; } = new();

    public ConcurrentDictionary<string, HubCallerContext> Connections { get; } = new();

    private IHubContext<FakeHub, IChatClient> Clients => _app!.Services.GetRequiredService<IHubContext<FakeHub, IChatClient>>();

    public static async Task<FakeChat> StartedAsync()
    {
        var chat = new FakeChat();
        await chat.StartAsync();
        return chat;
    }

    public bool TakeLoss() => Losses > 0 && Losses-- > 0;

    public FakeLog Log(string room) => _logs.GetOrAdd(room, _ => new FakeLog());

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(_address).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(this);
        builder.Services.AddSignalR(signalR => signalR.KeepAliveInterval = KeepAlive).AddMessagePackProtocol();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            if (RefuseWith == 0)
            {
                return next(context);
            }

            context.Response.StatusCode = RefuseWith;
            return Task.CompletedTask;
        });
        _app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            if (!await Intercept(context))
            {
                await next(context);
            }
        });
        _app.MapHub<FakeHub>(ChatProtocol.HubPath, hub => hub.LongPolling.PollTimeout = PollTimeout);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task StopAsync()
    {
        Drop();
        await _app!.DisposeAsync();
        Connections.Clear();
    }

    /// <summary>Cuts every connection.</summary>
    public void Drop()
    {
        foreach (var connection in Connections.Values)
        {
            connection.Abort();
        }
    }

    /// <summary>Stores a message of somebody else's, and tells those who are there.</summary>
    public Task SayAsync(string room, string text, string user = "bob")
    {
        lock (Log(room))
        {
            var log = Log(room);
            log.Append(user, new SendRequest { Room = room, Id = MessageId.New(), Text = text });
            return TellAsync(room, log.Events[^1]);
        }
    }

    public Task TellAsync(string room, RoomEvent happened) => InFeed(happened)
        ? Clients.Clients.Group(room).Receive(new RoomBatch { Room = room, Epoch = Log(room).Epoch, Events = [happened] })
        : Task.CompletedTask;

    public Task NotifyAsync(Notice notice) => Clients.Clients.All.Notify(notice);

    public Task AskToReconnectAsync(int withinMs) =>
        Clients.Clients.All.Reconnect(new ReconnectRequest { Reason = "draining", WithinMs = withinMs });

    public ValueTask DisposeAsync() => _app!.DisposeAsync();
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>Stands in for a chat node; answers with its name and the headers it got.</summary>
public sealed class FakeNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeNode(string name, WebApplication app) => (Name, _app) = (name, app);

    public string Name { get; }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The requests it got, as <c>METHOD /path</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Releases the second half of <c>/hubs/stream</c>.</summary>
    public TaskCompletionSource SecondHalf { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<FakeNode> StartAsync(string name, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        var app = builder.Build();
        var node = new FakeNode(name, app);
        app.UseWebSockets();
        app.Run(node.AnswerAsync);
        await app.StartAsync();
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
        context.Response.Headers["X-Node"] = Name;
        if (context.WebSockets.IsWebSocketRequest)
        {
            await EchoAsync(await context.WebSockets.AcceptWebSocketAsync(), context.RequestAborted);
        }
        else if (context.Request.Path == "/hubs/die")
        {
            // It has read the request and dies before it answers.
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Abort();
        }
        else if (context.Request.Path == "/api/files")
        {
            var read = new MemoryStream();
            await context.Request.Body.CopyToAsync(read);
            context.Response.Headers["X-Read"] = read.Length.ToString(CultureInfo.InvariantCulture);
        }
        else if (context.Request.Path == "/hubs/stream")
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            await SecondHalf.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("data: second\n\n");
        }
        else
        {
            await context.Response.WriteAsJsonAsync(
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
        }
    }

    private static async Task EchoAsync(WebSocket socket, CancellationToken aborted)
    {
        var buffer = new byte[1024];
        while (socket.State == WebSocketState.Open)
        {
            try
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), aborted);
                await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, aborted);
            }
            catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
            {
                return;
            }
        }
    }
}

using System.Net;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>Stands in for the admin node; answers with the slots that the test sets.</summary>
public sealed class FakeAdminNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile string _slots;
    private int _asked;

    private FakeAdminNode(WebApplication app, string slots) => (_app, _slots) = (app, slots);

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The text of the next answers.</summary>
    public string Slots { get => _slots; set => _slots = value; }

    /// <summary>How often it was asked for the slots.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public static async Task<FakeAdminNode> StartAsync(string slots)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var node = new FakeAdminNode(app, slots);
        app.Run(context =>
        {
            if (context.Request.Path != "/api/cluster/slots")
            {
                return context.Response.WriteAsync("admin");
            }

            Interlocked.Increment(ref node._asked);
            return context.Response.WriteAsync(node.Slots);
        });
        await app.StartAsync();
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

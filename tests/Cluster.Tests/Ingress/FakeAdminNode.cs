using System.Net;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>Stands in for the admin node; answers with the slots that the test sets.</summary>
public sealed class FakeAdminNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile string _slots;

    private FakeAdminNode(WebApplication app, string slots) => (_app, _slots) = (app, slots);

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The text of the next answers.</summary>
    public string Slots { get => _slots; set => _slots = value; }

    public static async Task<FakeAdminNode> StartAsync(string slots)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var node = new FakeAdminNode(app, slots);
        app.Run(context => context.Request.Path == "/api/cluster/slots"
            ? context.Response.WriteAsync(node.Slots)
            : context.Response.WriteAsync("admin"));
        await app.StartAsync();
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

using System.Collections.Concurrent;
using System.IO.Compression;

namespace AspireChat.Cluster.Tests.Traces;

/// <summary>A receiver of OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp) that keeps what it gets.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Span> _spans = [];
    private readonly ConcurrentQueue<(string Service, string Metric, string Unit)> _metrics = [];
    private readonly ConcurrentQueue<string> _logs = [];
    private readonly ConcurrentQueue<(string Body, string? Key)> _json = [];

    private OtlpReceiver(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyCollection<Span> Spans => _spans;

    public IReadOnlyCollection<(string Service, string Metric, string Unit)> Metrics => _metrics;

    /// <summary>The services that sent logs.</summary>
    public IReadOnlyCollection<string> Logs => _logs;

    /// <summary>What came as JSON, as from a browser, and with which key.</summary>
    public IReadOnlyCollection<(string Body, string? Key)> Json => _json;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.UseRouting();
        receiver._app.MapPost("/v1/{signal}", receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var request = context.Request;
        var isCompressed = request.Headers.ContentEncoding == "gzip";
        await (isCompressed ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body)
            .CopyToAsync(body);
        if (context.Request.ContentType == "application/json")
        {
            _json.Enqueue((System.Text.Encoding.UTF8.GetString(body.ToArray()), context.Request.Headers["x-otlp-api-key"]));
            return;
        }

        switch (context.Request.RouteValues["signal"])
        {
            case "traces":
                OtlpRequest.Spans(body.ToArray()).ForEach(_spans.Enqueue);
                break;
            case "metrics":
                OtlpRequest.Metrics(body.ToArray()).ForEach(_metrics.Enqueue);
                break;
            case "logs":
                OtlpRequest.LogServices(body.ToArray()).ForEach(_logs.Enqueue);
                break;
        }
    }
}

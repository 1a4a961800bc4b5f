using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using AspireChat.Client;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Telemetry;

/// <summary>
/// The page's part of a trace: decides which clicks are traced (the nodes follow), and sends the spans to <c>/v1/traces</c> of this
/// origin, if the server offers that. The OpenTelemetry SDK would do the same, but add 230 KB to everybody's download, traced or not.
/// </summary>
public sealed class BrowserTracing : IDisposable
{
    private const string SourceName = "AspireChat.Web.Client";
    private const string SignalR = "Microsoft.AspNetCore.SignalR.Client";

    /// <summary>While they cannot be sent, only the newest are kept.</summary>
    private const int MaxWaiting = 500;

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly TimeSpan BatchDelay = TimeSpan.FromSeconds(0.5);

    private readonly HttpClient _http;
    private readonly Queue<Activity> _waiting = [];
    private readonly ActivityListener? _listener;
    private readonly double _share;
    private bool _isSending;

    /// <summary>Starts, if the server wants traces.</summary>
    public BrowserTracing(IJSRuntime js, HttpClient http)
    {
        _http = http;
        var share = ((IJSInProcessRuntime)js).GetValue<string?>("document.documentElement.dataset.traces");
        if (double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out _share) && _share > 0)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is SourceName or ChatConnection.ActivitySourceName or SignalR,
                Sample = Sample,
                ActivityStopped = Collect,
            };
            ActivitySource.AddActivityListener(_listener);
        }
    }

    /// <summary>Starts the span of a user action; disposing of it ends it. Null if it is not traced.</summary>
    public static Activity? StartClick(string what, string room)
    {
        var span = Source.StartActivity(ActivityKind.Internal, name: $"click {what}");
        span?.SetTag("messaging.destination.name", room);
        return span;
    }

    /// <inheritdoc />
    public void Dispose() => _listener?.Dispose();

    /// <summary>
    /// Decides once for a whole trace, at its start. An unsampled trace still has ids, which tell the nodes not to trace.
    /// </summary>
    private ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> span)
    {
        var isWanted = span.Parent.TraceId == default
            ? Random.Shared.NextDouble() < _share
            : span.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
        return isWanted ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData;
    }

    private void Collect(Activity span)
    {
        if (!span.Recorded)
        {
            return;
        }

        _waiting.Enqueue(span);
        if (_waiting.Count > MaxWaiting)
        {
            _waiting.Dequeue();
        }

        if (!_isSending)
        {
            _isSending = true;
            _ = SendAsync();
        }
    }

    private async Task SendAsync()
    {
        while (_waiting.Count > 0)
        {
            await Task.Delay(BatchDelay);
            using var body = new ByteArrayContent(OtlpJson.Encode("browser", _waiting));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            _waiting.Clear();
            try
            {
                using var answer = await _http.PostAsync(new Uri("v1/traces", UriKind.Relative), body);
                if (answer.StatusCode == HttpStatusCode.NotFound)
                {
                    // There is no receiver after all.
                    Dispose();
                }
            }
            catch (HttpRequestException)
            {
                // Offline. The spans are lost: they are not worth retries.
            }
        }

        _isSending = false;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using AspireChat.Client;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Telemetry;

/// <summary>
/// The page's part of a trace: decides which clicks are traced (the nodes follow), and sends the spans to <c>/v1/traces</c> of this
/// origin, where the server says that there is such a thing. The OpenTelemetry SDK would do the same, for 230 KB more to download
/// for everybody, traced or not.
/// </summary>
public sealed class BrowserTracing : IDisposable
{
    private const string SourceName = "AspireChat.Web.Client";
    private const string SignalR = "Microsoft.AspNetCore.SignalR.Client";

    /// <summary>While nothing takes them, the newest are kept.</summary>
    private const int MaxWaiting = 500;

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(0.5);

    private readonly HttpClient _http;
    private readonly Queue<Activity> _waiting = [];
    private readonly ActivityListener? _listener;
    private readonly double _share;
    private bool _isSending;

    /// <summary>Begins, if the server wants it.</summary>
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
                ActivityStopped = Take,
            };
            ActivitySource.AddActivityListener(_listener);
        }
    }

    /// <summary>Begins the span of something that the user did; it ends when it is disposed of. Null when it is not traced.</summary>
    public static Activity? Click(string what, string room)
    {
        var span = Source.StartActivity(ActivityKind.Internal, name: $"click {what}");
        span?.SetTag("messaging.destination.name", room);
        return span;
    }

    /// <inheritdoc />
    public void Dispose() => _listener?.Dispose();

    /// <summary>
    /// Once for a whole trace, at its beginning. A trace that is not to be has ids all the same: they tell the nodes so.
    /// </summary>
    private ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> span)
    {
        var isWanted = span.Parent.TraceId == default
            ? Random.Shared.NextDouble() < _share
            : span.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
        return isWanted ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData;
    }

    private void Take(Activity span)
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
            await Task.Delay(Gather);
            using var body = new ByteArrayContent(OtlpJson.Encode("browser", _waiting));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            _waiting.Clear();
            try
            {
                using var answer = await _http.PostAsync(new Uri("v1/traces", UriKind.Relative), body);
                if (answer.StatusCode == HttpStatusCode.NotFound)
                {
                    // Nobody receives them after all.
                    Dispose();
                }
            }
            catch (HttpRequestException)
            {
                // Offline. What is not seen is lost: a trace is not worth keeping the network busy for.
            }
        }

        _isSending = false;
    }
}

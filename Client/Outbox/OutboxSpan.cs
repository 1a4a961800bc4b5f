using System.Diagnostics;

namespace AspireChat.Client;

/// <summary>
/// A message's time in the outbox, as a span of its own, <c>outbox ROOM</c>: from the time it is queued until it is stored or given
/// up. Its parent is the activity that queued it, which has often ended when the message is sent.
/// </summary>
internal sealed class OutboxSpan
{
    private static readonly ActivitySource Source = new(ChatConnection.ActivitySourceName);

    private readonly Activity? _asked = Activity.Current;
    private readonly Activity? _span;

    public OutboxSpan(string room, string id)
    {
        _span = Source.StartActivity(ActivityKind.Internal, name: $"outbox {room}");

        // The span belongs to the message. The caller continues with its own activity.
        Activity.Current = _asked;
        if (_span is { IsAllDataRequested: true })
        {
            _span.SetTag("messaging.destination.name", room);
            _span.SetTag("messaging.message.id", id);
        }
    }

    /// <summary>The parent activity of an attempt to send; null if tracing is off.</summary>
    public Activity? Parent => _span is { IsStopped: false } ? _span : _asked is { IsStopped: false } ? _asked : null;

    /// <summary>Ends the span.</summary>
    /// <param name="attempts">The number of attempts to send the message.</param>
    /// <param name="seq">The seq of the stored message; null if it was not stored.</param>
    /// <param name="error">Why it was not stored; null if it was.</param>
    public void End(int attempts, long? seq, string? error)
    {
        if (_span is null)
        {
            return;
        }

        _span.SetTag("chat.attempts", attempts);
        _span.SetTag("chat.seq", seq);
        _span.SetStatus(error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, error);

        // Stop would make the activity current that was so when the span started. Keep the current one instead.
        var current = Activity.Current;
        _span.Stop();
        Activity.Current = current is { IsStopped: false } ? current : null;
    }
}

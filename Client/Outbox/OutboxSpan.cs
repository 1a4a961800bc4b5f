using System.Diagnostics;

namespace AspireChat.Client.Outbox;

/// <summary>
/// A message's time in the outbox, as a span of its own, <c>outbox ROOM</c>: from the moment it is queued until it is stored or given
/// up. Child of whatever was going on when it was queued, which is often over when the message is sent.
/// </summary>
internal sealed class OutboxSpan
{
    private static readonly ActivitySource Source = new(ChatConnection.ActivitySourceName);

    private readonly Activity? _asked = Activity.Current;
    private readonly Activity? _span;

    public OutboxSpan(string room, string id)
    {
        _span = Source.StartActivity(ActivityKind.Internal, name: $"outbox {room}");

        // It belongs to the message; whoever queued the message goes on with what they were doing.
        Activity.Current = _asked;
        if (_span is { IsAllDataRequested: true })
        {
            _span.SetTag("messaging.destination.name", room);
            _span.SetTag("messaging.message.id", id);
        }
    }

    /// <summary>What an attempt to send is part of; null when nobody traces.</summary>
    public Activity? Parent => _span is { IsStopped: false } ? _span : _asked is { IsStopped: false } ? _asked : null;

    /// <summary>Ends it.</summary>
    /// <param name="attempts">How often the message was sent.</param>
    /// <param name="seq">Under which seq it was stored; null when it was not.</param>
    /// <param name="error">Why it was not.</param>
    public void End(int attempts, long? seq, string? error)
    {
        if (_span is null)
        {
            return;
        }

        _span.SetTag("chat.attempts", attempts);
        _span.SetTag("chat.seq", seq);
        _span.SetStatus(error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, error);

        // Stop makes current what was so when the span began, in the flow of whoever learns of the message's end.
        var current = Activity.Current;
        _span.Stop();
        Activity.Current = current is { IsStopped: false } ? current : null;
    }
}

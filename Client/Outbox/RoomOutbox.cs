using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>A room's unsent messages, in order. Thread-safe.</summary>
internal sealed class RoomOutbox(string room, TimeProvider time)
{
    /// <summary>Maximum number of failed messages kept for a page to show.</summary>
    internal const int MaxFailed = 100;

    private readonly Lock _gate = new();
    private readonly List<OutboxMessage> _messages = [];
    private volatile int _count;

    /// <summary>Whether a message was sent, but it is not known whether it was stored.</summary>
    public bool HasUncertain
    {
        get
        {
            lock (_gate)
            {
                return _messages.Exists(message => message is { IsPending: true, Attempts: > 0 });
            }
        }
    }

    /// <summary>Queues a message, or returns the waiting one with the same id.</summary>
    public OutboxMessage Add(string id, string text, long? replyTo, IReadOnlyList<Attachment>? attachments = null)
    {
        lock (_gate)
        {
            if (_messages.Find(other => other.IsPending && other.Id == id) is { } same)
            {
                return same;
            }

            var message = new OutboxMessage(room, id, text, replyTo, attachments ?? [], time.GetUtcNow());
            _messages.Add(message);
            _count = _messages.Count;
            return message;
        }
    }

    /// <summary>Returns the next message and marks it as <see cref="OutboxState.Sending"/>; null if all are sent.</summary>
    public OutboxMessage? Begin()
    {
        lock (_gate)
        {
            var next = _count == 0 ? null : _messages.Find(message => message.IsPending);
            next?.Begin();
            return next;
        }
    }

    public void Retry(OutboxMessage message, string? error, string code = "") => WhilePending(message, () => message.Retry(error, code));

    /// <summary>
    /// The message is in the log. It stays listed until its event arrives (<see cref="Seen"/>), so that a page always shows one of them.
    /// </summary>
    public void Complete(OutboxMessage message, SendResult result, long lastSeq) => WhilePending(message, () =>
    {
        message.Complete(result);
        if (result.Seq <= lastSeq)
        {
            _messages.Remove(message);
        }
    });

    public void Fail(OutboxMessage message, ChatException error) => WhilePending(message, () =>
    {
        message.Fail(error);
        if (_messages.Count(other => other.State == OutboxState.Failed) > MaxFailed)
        {
            _messages.Remove(_messages.First(other => other.State == OutboxState.Failed));
        }
    });

    /// <summary>Removes a message in any state.</summary>
    public void Cancel(OutboxMessage message)
    {
        lock (_gate)
        {
            if (message.IsPending)
            {
                message.Cancel("Cancelled.");
            }

            _messages.Remove(message);
            _count = _messages.Count;
        }
    }

    public void CancelAll(string reason)
    {
        lock (_gate)
        {
            _messages.FindAll(message => message.IsPending).ForEach(message => message.Cancel(reason));
            _messages.Clear();
            _count = 0;
        }
    }

    /// <summary>
    /// Finds the outbox's messages among events of the log. A message whose result was lost counts as sent from then on, so that it
    /// is not sent again even if the server no longer remembers its id.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    public bool Seen(IReadOnlyList<RoomEvent> events, string? user, long lastSeq)
    {
        if (_count == 0)
        {
            return false;
        }

        lock (_gate)
        {
            foreach (var happened in events)
            {
                if (happened.Kind == EventKind.Message && happened.User == user && happened.Id is { } id
                    && _messages.Find(message => message.IsPending && message.Id == id) is { } found)
                {
                    found.Complete(new SendResult { Seq = happened.Seq, At = happened.At });
                }
            }

            var removed = _messages.RemoveAll(message => message.State == OutboxState.Sent && message.Completion.Result.Seq <= lastSeq);
            _count = _messages.Count;
            return removed > 0;
        }
    }

    public IReadOnlyList<OutboxMessage> Snapshot()
    {
        lock (_gate)
        {
            return [.. _messages];
        }
    }

    private void WhilePending(OutboxMessage message, Action change)
    {
        lock (_gate)
        {
            if (message.IsPending)
            {
                change();
                _count = _messages.Count;
            }
        }
    }
}

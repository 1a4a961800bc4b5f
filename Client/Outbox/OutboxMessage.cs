using System.Diagnostics;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>A message in the outbox. <see cref="ChatConnection.Changed"/> is raised when it changes.</summary>
public sealed class OutboxMessage
{
    private readonly TaskCompletionSource<SendResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutboxSpan _span;

    internal OutboxMessage(
        string room, string id, string text, long? replyTo, IReadOnlyList<Attachment> attachments, DateTimeOffset queuedAt)
    {
        Room = room;
        Id = id;
        Text = text;
        ReplyTo = replyTo;
        Attachments = attachments;
        QueuedAt = queuedAt;
        _span = new OutboxSpan(room, id);
    }

    /// <summary>The room's name.</summary>
    public string Room { get; }

    /// <summary>The id under which it is stored once, however often it is sent (see <see cref="MessageId"/>).</summary>
    public string Id { get; }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The seq of the message that this one replies to; null if it is not a reply.</summary>
    public long? ReplyTo { get; }

    /// <summary>The files attached to it; empty if there are none.</summary>
    public IReadOnlyList<Attachment> Attachments { get; }

    /// <summary>When it was put into the outbox.</summary>
    public DateTimeOffset QueuedAt { get; }

    /// <summary>The message's state.</summary>
    public OutboxState State { get; private set; }

    /// <summary>How often it has been sent so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>Why the last attempt failed, to show to a person; null if none failed.</summary>
    public string? Error { get; private set; }

    /// <summary>The code of <see cref="Error"/>, one of <see cref="ChatErrors"/>; empty if it has none.</summary>
    public string ErrorCode { get; private set; } = "";

    /// <summary>
    /// Completes when the message is in the log. Fails with <see cref="ChatException"/> if the server refused the message, and with
    /// <see cref="OperationCanceledException"/> if it was cancelled, its room was left or the connection was disposed first.
    /// </summary>
    public Task<SendResult> Completion => _completion.Task;

    /// <summary>The parent activity of an attempt to send it; null if tracing is off.</summary>
    internal Activity? Trace => _span.Parent;

    internal bool IsPending => State is OutboxState.Waiting or OutboxState.Sending;

    internal void Begin()
    {
        State = OutboxState.Sending;
        Attempts++;
    }

    internal void Retry(string? error, string code = "")
    {
        State = OutboxState.Waiting;
        (Error, ErrorCode) = error is null ? (Error, ErrorCode) : (error, code);
    }

    internal void Complete(SendResult result)
    {
        State = OutboxState.Sent;
        (Error, ErrorCode) = (null, "");
        _span.End(Attempts, result.Seq, error: null);
        _completion.TrySetResult(result);
    }

    internal void Fail(ChatException error)
    {
        State = OutboxState.Failed;
        (Error, ErrorCode) = (error.Message, (error as ChatException)?.Code ?? "");
        _span.End(Attempts, seq: null, Error);
        _completion.TrySetException(error);

        // A page that shows Error need not await Completion. Reading the exception keeps it from being reported as unobserved.
        _ = _completion.Task.Exception;
    }

    internal void Cancel(string reason)
    {
        State = OutboxState.Failed;
        (Error, ErrorCode) = (reason, "");
        _span.End(Attempts, seq: null, Error);
        _completion.TrySetCanceled();
    }
}

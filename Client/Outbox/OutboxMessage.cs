using System.Diagnostics;
using AspireChat.Client.Outbox;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>A message on its way to the server. <see cref="ChatConnection.Changed"/> tells when it has changed.</summary>
public sealed class OutboxMessage
{
    private readonly TaskCompletionSource<SendResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutboxSpan _span;

    internal OutboxMessage(string room, string id, string text, long? replyTo, IReadOnlyList<Attachment> attachments, DateTimeOffset queuedAt)
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

    /// <summary>The seq of the message that this one answers.</summary>
    public long? ReplyTo { get; }

    /// <summary>The files that belong to it.</summary>
    public IReadOnlyList<Attachment> Attachments { get; }

    /// <summary>When it was queued.</summary>
    public DateTimeOffset QueuedAt { get; }

    /// <summary>Where it is on its way.</summary>
    public OutboxState State { get; private set; }

    /// <summary>How often it has been sent so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>Why the last attempt failed, to show to a person; null when none has.</summary>
    public string? Error { get; private set; }

    /// <summary>The code of <see cref="Error"/>, one of <see cref="ChatErrors"/>; empty when it has none.</summary>
    public string ErrorCode { get; private set; } = "";

    /// <summary>
    /// Ends when the message is in the log. Throws <see cref="ChatException"/> when it was refused for good, and
    /// <see cref="OperationCanceledException"/> when it was cancelled, its room left or the connection disposed first.
    /// </summary>
    public Task<SendResult> Completion => _completion.Task;

    /// <summary>What an attempt to send it is part of; null when nobody traces.</summary>
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

        // A page shows Error and need not await Completion; nobody's exception then, not an unobserved one.
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

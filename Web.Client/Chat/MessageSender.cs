using System.Diagnostics;
using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Drafts;
using AspireChat.Web.Client.Rooms;
using AspireChat.Web.Client.Telemetry;

namespace AspireChat.Web.Client.Chat;

/// <summary>Sends messages: each is shown at once, and stays in the outbox and in the tab's storage until it is stored.</summary>
public sealed class MessageSender
{
    private readonly ChatConnection _connection;
    private readonly DraftStorage _storage;
    private readonly DraftEditor _drafts;
    private readonly PinsAndQuestions _pinsAndQuestions;
    private readonly Action _changed;

    internal MessageSender(
        ChatConnection connection, DraftStorage storage, DraftEditor drafts, PinsAndQuestions pinsAndQuestions, Action changed) =>
        (_connection, _storage, _drafts, _pinsAndQuestions, _changed) = (connection, storage, drafts, pinsAndQuestions, changed);

    /// <summary>The number of messages that are not stored yet.</summary>
    public int Waiting => _connection.Outbox.Count(message => message.State is OutboxState.Waiting or OutboxState.Sending);

    /// <summary>The time from sending to acknowledgement of the last message sent while online; null before the first.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>Sends a message with the uploaded files of the draft.</summary>
    public void Send(OpenRoom room, string text, long? replyTo)
    {
        Send(room, text, replyTo, id: null, room.Draft.Files.Uploaded);
        _drafts.ClearFiles(room);
    }

    /// <summary>Sends a failed message again under the same id, so that it is never stored twice.</summary>
    public void Resend(OpenRoom room, OutboxMessage failed)
    {
        Discard(room, failed);
        Send(room, failed.Text, failed.ReplyTo, failed.Id, failed.Attachments);
    }

    /// <summary>Removes a message from the outbox.</summary>
    public void Discard(OpenRoom room, OutboxMessage message)
    {
        _connection.Cancel(message);
        room.Timeline.Remove(message);
        SaveUnsent();
        room.RaiseChanged();
    }

    internal void Send(OpenRoom room, string text, long? replyTo, string? id, IReadOnlyList<Attachment>? attachments)
    {
        var started = _connection.Status == ConnectionStatus.Online && Waiting == 0 ? Stopwatch.GetTimestamp() : 0;
        OutboxMessage message;
        using (BrowserTracing.StartClick(id is null ? "send" : "resend", room.Name))
        {
            message = _connection.Send(room.Name, text, replyTo, id, attachments);
        }

        room.Timeline.Queue(message);
        SaveUnsent();
        room.RaiseChanged();
        _ = AwaitAsync(room, message, started);
    }

    private async Task AwaitAsync(OpenRoom room, OutboxMessage message, long started)
    {
        try
        {
            if ((await message.Completion).Waiting == true)
            {
                room.Timeline.Remove(message);
                _ = _pinsAndQuestions.LoadQuestionsAsync(room);
            }

            if (started != 0 && message.Attempts == 1)
            {
                RoundTrip = Stopwatch.GetElapsedTime(started);
                _changed();
            }
        }
        catch (Exception failure) when (failure is ChatException or OperationCanceledException)
        {
            // The message shows its own error.
        }

        SaveUnsent();
        room.RaiseChanged();
    }

    // A failed message stays until it is sent again or discarded, across a reload too.
    private void SaveUnsent() => _storage.SaveUnsent(_connection.Outbox.Where(message => message.State != OutboxState.Sent));
}

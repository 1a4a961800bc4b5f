using System.Buffers;
using System.Text;
using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Files;
using AspireChat.Store.Logs;
using AspireChat.Store.Moderation;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Rooms;

/// <summary>
/// What a message may contain, and whether the message that a call is about exists. Each check refuses the call with a
/// <see cref="HubException"/>.
/// </summary>
internal sealed class MessageChecks(RoomLog log, AttachmentSeal seal, UnsentFiles unsent, SlowMode slowMode)
{
    /// <summary>Checks a text: not blank, not too long, and valid UTF-16 without NUL.</summary>
    public static void CheckText(string? text, ChatLimits limits)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Refusal.BadRequest("'text' is empty.");
        }

        CheckCharacters(text, limits);
    }

    /// <summary>
    /// Checks a new message: it has a valid id and a text, attachments, or both. An attachment must be the sender's upload, as
    /// Web stored it.
    /// </summary>
    public void CheckNew(ClientConnection client, SendRequest request)
    {
        if (!MessageId.IsValid(request.Id))
        {
            throw Refusal.BadRequest(MessageId.Rule);
        }

        if (request.Attachments is not { Count: > 0 } attachments)
        {
            CheckText(request.Text, client.Allowance.Limits);
        }
        else if (attachments.Count > Attachment.MaxPerMessage
            || !attachments.All(attachment => Attachment.IsValid(attachment) && seal.IsGenuine(attachment, client.Caller.User)))
        {
            throw Refusal.BadRequest($"'attachments' are at most {Attachment.MaxPerMessage}, each as POST /api/files returned it.");
        }
        else if (request.Text is { } text)
        {
            CheckCharacters(text, client.Allowance.Limits);
        }
    }

    /// <summary>Checks that the message that is replied to exists or was trimmed from the log. It may have been deleted since.</summary>
    public async Task CheckReplyAsync(Room room, long? replyTo)
    {
        if (replyTo is not { } seq)
        {
            return;
        }

        var exists = await log.FindAsync(room.Name, seq) is { } found
            ? found.Kind is EventKind.Message or EventKind.Question
            : seq >= 1 && seq <= room.Feed.Position.Seq;
        if (!exists)
        {
            throw Refusal.NotFound(seq);
        }
    }

    /// <summary>Takes the caller's turn in a room with slow mode.</summary>
    public async Task TakeTurnAsync(Room room, ChatCaller caller, string id)
    {
        if (RoomPermissions.SlowModeOf(room, caller) is { } pause
            && await slowMode.TakeAsync(room.Name, caller.User, id, pause) is { } left)
        {
            throw Refusal.SlowMode(left);
        }
    }

    /// <summary>
    /// Keeps a message's files from being deleted as unsent. Call it before the message is stored, so that no stored message
    /// loses its files.
    /// </summary>
    public Task KeepFilesAsync(SendRequest request) => request.Attachments is { Count: > 0 } attachments
        ? unsent.RemoveAsync(attachments.Select(attachment => attachment.Id[..AttachmentSeal.KeyLength]))
        : Task.CompletedTask;

    /// <summary>Returns a message as it was sent. It must be in the log and not deleted.</summary>
    public async Task<RoomEvent> FindAsync(Room room, long seq) =>
        await log.FindMessageAsync(room.Name, seq) ?? throw Refusal.NotFound(seq);

    /// <summary>Returns such a message of the caller's own.</summary>
    public async Task<RoomEvent> FindOwnAsync(Room room, ChatCaller caller, long seq) =>
        await FindAsync(room, seq) is var message && message.User == caller.User ? message : throw Refusal.Forbidden();

    private static void CheckCharacters(string text, ChatLimits limits)
    {
        if (text.Length > limits.MaxTextLength)
        {
            throw Refusal.TooLong(limits);
        }

        if (text.Contains('\0') || !IsWellFormed(text))
        {
            throw Refusal.BadRequest("'text' contains NUL or half a surrogate pair, which are not characters of a text.");
        }
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var surrogate)
        {
            text = text[surrogate..];
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }
}

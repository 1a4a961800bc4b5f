using System.Buffers;
using System.Text;
using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Files;
using AspireChat.Store.Logs;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.Rooms;

/// <summary>What a message may be, and whether the one that a call is about is there. Each refuses by a <see cref="Microsoft.AspNetCore.SignalR.HubException"/>.</summary>
internal sealed class MessageChecks(RoomLog log, AttachmentSeal seal, UnsentFiles unsent, IOptions<ChatLimits> limits)
{
    /// <summary>A text that somebody can read.</summary>
    public void CheckText(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Refusal.BadRequest("'text' is empty.");
        }

        CheckCharacters(text);
    }

    /// <summary>A text, attachments, or both. An attachment is what the sender has uploaded, as Web stored it.</summary>
    public void Check(SendRequest request, ChatCaller caller)
    {
        if (request.Attachments is not { Count: > 0 } attachments)
        {
            CheckText(request.Text);
        }
        else if (attachments.Count > Attachment.MostPerMessage 
            || !attachments.All(attachment => Attachment.IsValid(attachment) && seal.IsGenuine(attachment, caller.User)))
        {
            throw Refusal.BadRequest($"'attachments' are at most {Attachment.MostPerMessage}, each as POST /api/files gave it.");
        }
        else if (request.Text is { } text)
        {
            CheckCharacters(text);
        }
    }

    private void CheckCharacters(string text)
    {
        if (text.Length > limits.Value.MaxTextLength)
        {
            throw Refusal.TooLong(limits.Value);
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

    /// <summary>Keeps a message's files from being deleted as unsent. It comes before the message is stored, so that no stored one loses its files.</summary>
    public Task KeepFilesAsync(SendRequest request) => request.Attachments is { Count: > 0 } attachments
        ? unsent.RemoveAsync(attachments.Select(attachment => attachment.Id[..AttachmentSeal.KeyLength]))
        : Task.CompletedTask;

    /// <summary>What is answered exists, or was trimmed. That one is withdrawn meanwhile does not matter.</summary>
    public async Task CheckReplyAsync(Room room, long? replyTo)
    {
        if (replyTo is not { } seq)
        {
            return;
        }

        var isThere = await log.FindAsync(room.Name, seq) is { } found
            ? found.Kind is EventKind.Message or EventKind.Question
            : seq >= 1 && seq <= room.Feed.Position.Seq;
        if (!isThere)
        {
            throw Refusal.NotFound(seq);
        }
    }

    /// <summary>A message that is in the log and was not withdrawn, as it was sent.</summary>
    public async Task<RoomEvent> FindAsync(Room room, long seq) =>
        await log.FindMessageAsync(room.Name, seq) ?? throw Refusal.NotFound(seq);

    /// <summary>Such a message of the caller's.</summary>
    public async Task<RoomEvent> FindOwnAsync(Room room, ChatCaller caller, long seq) =>
        await FindAsync(room, seq) is var message && message.User == caller.User ? message : throw Refusal.Forbidden();
}

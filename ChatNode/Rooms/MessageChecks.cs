using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Rooms;

/// <summary>
/// What a message may contain, and whether the message that a call is about exists. Each check refuses the call with a
/// <see cref="HubException"/>.
/// </summary>
internal static class MessageChecks
{
    /// <summary>Checks a text: not blank and not too long.</summary>
    public static void CheckText(string? text, ChatLimits limits)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Refusal.BadRequest("'text' is empty.");
        }

        if (text.Length > limits.MaxTextLength)
        {
            throw Refusal.TooLong(limits);
        }
    }

    /// <summary>Checks a new message: it has a valid id and a text, attachments, or both.</summary>
    public static void CheckNew(SendRequest request, ChatLimits limits)
    {
        if (!MessageId.IsValid(request.Id))
        {
            throw Refusal.BadRequest("'id' has 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'.");
        }

        if (request.Attachments is not { Count: > 0 } attachments)
        {
            CheckText(request.Text, limits);
        }
        else if (attachments.Count > Attachment.MostPerMessage || !attachments.All(Attachment.IsValid))
        {
            throw Refusal.BadRequest($"'attachments' are at most {Attachment.MostPerMessage}, each as POST /api/files returned it.");
        }
        else if (request.Text?.Length > limits.MaxTextLength)
        {
            throw Refusal.TooLong(limits);
        }
    }

    /// <summary>Checks that the message that is replied to exists or was trimmed from the log. It may have been deleted since.</summary>
    public static async Task CheckReplyAsync(this RoomLog log, Room room, long? replyTo)
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

    /// <summary>Returns a message as it was sent. It must be in the log and not deleted.</summary>
    public static async Task<RoomEvent> RequireMessageAsync(this RoomLog log, Room room, long seq) =>
        await log.FindAsync(room.Name, seq) is { Kind: EventKind.Message or EventKind.Question, Removed: not true } message
            ? message
            : throw Refusal.NotFound(seq);

    /// <summary>Returns such a message of the caller's own.</summary>
    public static async Task<RoomEvent> RequireOwnMessageAsync(this RoomLog log, Room room, ChatCaller caller, long seq) =>
        await log.RequireMessageAsync(room, seq) is var message && message.User == caller.User ? message : throw Refusal.Forbidden();
}

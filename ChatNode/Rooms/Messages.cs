using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Sends, changes and reads the messages of a joined room.</summary>
internal sealed class Messages(
    RoomWrites writes, MessageChecks checks, RoomLog log, MessageArchive archive, MessageSearch search, RoomPermissions permissions,
    Questions questions, RoomCreator creator)
{
    private const int MaxEmojiLength = 32;
    private const int MinSearchLength = 2;
    private const int MaxSearchLength = 100;

    /// <summary>What a search costs, since it reads much more than a send writes; a send costs 1.</summary>
    private const int SearchCost = 5;

    /// <summary>Appends a message to the log; in a room of questions, a member's message waits as a question.</summary>
    public async Task<SendResult> SendAsync(ClientConnection client, SendRequest request)
    {
        var caller = client.Caller;
        var room = permissions.Writable(client, request.Room);
        checks.CheckNew(client, request);
        client.Charge();
        await checks.CheckReplyAsync(room, request.ReplyTo);
        await checks.TakeTurnAsync(room, caller, request.Id);
        await checks.KeepFilesAsync(request);
        if (Questions.MustWait(room, caller))
        {
            return await questions.AskAsync(client, room, request);
        }

        var message = new RoomEvent
        {
            Kind = EventKind.Message,
            Id = request.Id,
            Text = request.Text ?? "",
            ReplyTo = request.ReplyTo,
            Attachments = request.Attachments is { Count: > 0 } attachments ? attachments : null,
        };
        var result = await writes.AppendAsync(client, room, message, request.Id);
        if (RoomName.IsDirect(room.Name))
        {
            await creator.ShowDirectAsync(room);
        }

        return new SendResult { Seq = result.Position.Seq, At = result.At, Duplicate = result.Duplicate };
    }

    /// <summary>Changes the text of one of the caller's own messages.</summary>
    public async Task<ChangeResult> EditAsync(ClientConnection client, EditRequest request)
    {
        var room = permissions.Writable(client, request.Room);
        MessageChecks.CheckText(request.Text, client.Allowance.Limits);
        client.Charge();
        var message = await checks.FindOwnAsync(room, client.Caller, request.Seq);
        if (message.Kind == EventKind.Question && !RoomPermissions.IsModerator(room, client.Caller))
        {
            // It was approved with its text.
            throw Refusal.RoleNeeded(RoomRole.Moderator);
        }

        // A call repeated after its result was lost must not add a second, equal version.
        if (message.With(await archive.EditedAsync(room.Name, request.Seq, request.Seq)).Text == request.Text)
        {
            return new ChangeResult();
        }

        return await writes.AmendAsync(
            client,
            room,
            new RoomEvent { Kind = EventKind.Edit, Target = request.Seq, Text = request.Text },
            new Amendment(Amendment.Edit, request.Seq, RedisValue.EmptyString));
    }

    /// <summary>Deletes one of the caller's own messages or, for owners and moderators, anyone's.</summary>
    public async Task<ChangeResult> DeleteAsync(ClientConnection client, DeleteRequest request)
    {
        var room = client.Joined(request.Room);
        RoomPermissions.CheckNotArchived(room);
        client.Charge();
        var message = await (RoomPermissions.IsModerator(room, client.Caller)
            ? checks.FindAsync(room, request.Seq)
            : checks.FindOwnAsync(room, client.Caller, request.Seq));
        var deletion = new RoomEvent { Kind = EventKind.Delete, Target = request.Seq };
        return await writes.AmendAsync(client, room, deletion, Amendment.Deletion(message));
    }

    /// <summary>Adds an emoji to a message, or removes it.</summary>
    public async Task<ChangeResult> ReactAsync(ClientConnection client, ReactRequest request)
    {
        var room = permissions.Writable(client, request.Room);
        if (request.Emoji is not { Length: > 0 and <= MaxEmojiLength } emoji || !DisplayText.IsReaction(emoji))
        {
            throw Refusal.BadRequest($"'emoji' has 1 to {MaxEmojiLength} visible characters, without spaces.");
        }

        client.Charge();
        await checks.FindAsync(room, request.Seq);
        var reaction = new RoomEvent
        {
            Kind = EventKind.Reaction,
            Target = request.Seq,
            Emoji = request.Emoji,
            Removed = request.Remove ? true : null,
        };
        return new ChangeResult { Seq = (await writes.AppendAsync(client, room, reaction, id: null)).Position.Seq };
    }

    /// <summary>Pins a message, or unpins it: for owners and moderators, and for everyone in a direct room.</summary>
    public async Task<ChangeResult> PinAsync(ClientConnection client, PinRequest request)
    {
        var room = permissions.Writable(client, request.Room);
        if (!RoomName.IsDirect(room.Name))
        {
            RoomAuthority.CheckModerator(room, client.Caller);
        }

        client.Charge();
        if (!request.Remove)
        {
            await checks.FindAsync(room, request.Seq);
        }

        return await writes.AmendAsync(
            client,
            room,
            new RoomEvent { Kind = EventKind.Pin, Target = request.Seq, Removed = request.Remove ? true : null },
            new Amendment(request.Remove ? Amendment.Unpin : Amendment.Pin, request.Seq, RedisValue.EmptyString));
    }

    /// <summary>Tells those who are in the room that the caller is typing.</summary>
    public Task TypingAsync(ClientConnection client, TypingRequest request)
    {
        var room = permissions.Writable(client, request.Room);
        client.Charge();
        return writes.PublishAsync(client, room, new RoomEvent { Kind = EventKind.Typing });
    }

    /// <summary>Returns a page of older events.</summary>
    public async Task<HistoryResult> HistoryAsync(ClientConnection client, HistoryRequest request)
    {
        var room = client.Joined(request.Room);
        var max = client.Allowance.Limits.MaxPageSize;
        if (request.Limit < 1 || request.Limit > max || request.Before < 0)
        {
            throw Refusal.BadRequest($"'limit' is 1 to {max}, and 'before' is not negative.");
        }

        client.ChargeRead();
        return await log.ReadHistoryAsync(room.Name, request.Before == 0 ? null : request.Before, request.Limit);
    }

    /// <summary>Returns the earlier versions of a message: for its author, owners and moderators.</summary>
    public async Task<MessageHistoryResult> VersionsAsync(ClientConnection client, MessageHistoryRequest request)
    {
        var room = client.Joined(request.Room);
        client.Charge();
        var past = await archive.PastAsync(room.Name, request.Seq);

        // The first entry is the message as it was sent. A message that was never changed is only in the log.
        var original = past is [var first, ..] ? first : await log.FindAsync(room.Name, request.Seq);
        if (original is not { Kind: EventKind.Message or EventKind.Question })
        {
            throw Refusal.NotFound(request.Seq);
        }

        if (original.User != client.Caller.User && !RoomPermissions.IsModerator(room, client.Caller))
        {
            throw Refusal.Forbidden();
        }

        return new MessageHistoryResult
        {
            Original = original,
            Edits = [.. past.Where(entry => entry.Kind == EventKind.Edit)],
            Deleted = past.FirstOrDefault(entry => entry.Kind == EventKind.Delete),
        };
    }

    /// <summary>Returns the pinned messages.</summary>
    public async Task<PinsResult> PinsAsync(ClientConnection client, PinsRequest request)
    {
        var room = client.Joined(request.Room);
        client.ChargeRead();
        return new PinsResult { Events = await archive.PinsAsync(room.Name) };
    }

    /// <summary>Returns the messages that contain a text.</summary>
    public Task<SearchResult> SearchAsync(ClientConnection client, SearchRequest request)
    {
        var room = client.Joined(request.Room);
        if (request.Text?.Trim() is not { Length: >= MinSearchLength and <= MaxSearchLength } text || request.Before < 0)
        {
            throw Refusal.BadRequest($"'text' has {MinSearchLength} to {MaxSearchLength} characters, and 'before' is not negative.");
        }

        client.Charge(SearchCost);
        var limit = CallChecks.PageSize(request.Limit);
        return search.FindAsync(room.Name, text, request.Before == 0 ? null : request.Before, limit, client.Context.ConnectionAborted);
    }
}

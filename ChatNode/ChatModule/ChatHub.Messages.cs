using AspireChat.ChatNode.Moderation;
using AspireChat.ChatNode.Rooms;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using StackExchange.Redis;

namespace AspireChat.ChatNode.ChatModule;

/// <content>What is done with messages that are there, and questions.</content>
internal sealed partial class ChatHub
{
    /// <summary>A search reads much more than a send: it costs as much as so many.</summary>
    private const int SearchCost = 5;
    private const int MinSearchLength = 2;
    private const int MaxSearchLength = 100;

    public async Task<MessageHistoryResult> MessageHistory(MessageHistoryRequest request)
    {
        var room = Joined(request?.Room);
        TakeAllowance();
        var past = await archive.PastAsync(room.Name, request!.Seq);

        // The first is the message as it was sent; one that was never changed is in the log only.
        var original = past is [var first, ..] ? first : await log.FindAsync(room.Name, request.Seq);
        if (original is not { Kind: EventKind.Message or EventKind.Question })
        {
            throw Refusal.NotFound(request.Seq);
        }

        if (original.User != Caller.User && !RoomPermissions.IsModerator(room, Caller))
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

    public async Task<ChangeResult> Pin(PinRequest request)
    {
        var room = Writable(request?.Room);
        if (!RoomName.IsDirect(room.Name))
        {
            RoomAuthority.CheckModerator(room, Caller);
        }

        TakeAllowance();
        if (!request!.Remove)
        {
            await messages.FindAsync(room, request.Seq);
        }

        return await writer.AmendAsync(
            room,
            Caller,
            new RoomEvent { Kind = EventKind.Pin, Target = request.Seq, Removed = request.Remove ? true : null },
            new Amendment(request.Remove ? Amendment.Unpin : Amendment.Pin, request.Seq, RedisValue.EmptyString));
    }

    public async Task<PinsResult> Pins(PinsRequest request)
    {
        var room = Joined(request?.Room);
        return new PinsResult { Events = await archive.PinsAsync(room.Name) };
    }

    public Task<SearchResult> Search(SearchRequest request)
    {
        var room = Joined(request?.Room);
        if (request!.Text?.Trim() is not { Length: >= MinSearchLength and <= MaxSearchLength } text || request.Before < 0)
        {
            throw Refusal.BadRequest($"'text' has {MinSearchLength} to {MaxSearchLength} characters, and 'before' is not negative.");
        }

        TakeAllowance(SearchCost);
        return search.FindAsync(
            room.Name, text, request.Before == 0 ? null : request.Before, PageOf(request.Limit), Context.ConnectionAborted);
    }

    public Task<QuestionsResult> Questions(QuestionsRequest request) => questions.ListAsync(Joined(request?.Room), Caller);

    public Task<ChangeResult> Approve(QuestionRequest request)
    {
        var room = Writable(request?.Room);
        RoomAuthority.CheckModerator(room, Caller);
        return questions.ApproveAsync(room, request!.Id ?? "");
    }

    public Task Dismiss(QuestionRequest request)
    {
        var room = Joined(request?.Room);
        RoomAuthority.CheckModerator(room, Caller);
        return questions.DismissAsync(room, request!.Id ?? "");
    }

    public Task<ChangeResult> Vote(VoteRequest request)
    {
        var room = Writable(request?.Room);
        TakeAllowance();
        return writer.AmendAsync(
            room,
            Caller,
            new RoomEvent { Kind = EventKind.Vote, Target = request!.Seq, Removed = request.Remove ? true : null },
            new Amendment(request.Remove ? Amendment.Unvote : Amendment.Vote, request.Seq, Caller.User));
    }
}

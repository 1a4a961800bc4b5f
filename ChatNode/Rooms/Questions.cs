using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>
/// The questions of rooms of kind <see cref="RoomKind.Questions"/>: they wait until an owner or moderator approves or dismisses them.
/// </summary>
internal sealed class Questions(QuestionStore store, RoomWrites writes, RoomPermissions permissions, UserNotices notices, TimeProvider time)
{
    /// <summary>Returns true if what the caller sends in this room is a question that has to be approved.</summary>
    public static bool MustWait(Room room, ChatCaller caller) =>
        room.Rules.Current.Settings.Kind == RoomKind.Questions && !RoomPermissions.IsModerator(room, caller);

    /// <summary>Stores a question until it is approved or dismissed.</summary>
    public async Task<SendResult> AskAsync(ClientConnection client, Room room, SendRequest request)
    {
        var caller = client.Caller;
        var question = new Question
        {
            Id = request.Id,
            User = caller.User,
            Name = caller.Name,
            Text = request.Text,
            Attachments = request.Attachments,
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        var (outcome, accepted) = await store.AskAsync(room.Name, question);
        var result = outcome switch
        {
            AskOutcome.IdTaken => throw Refusal.BadRequest("another user's question has this id; choose another id."),
            AskOutcome.TooManyOfUser => throw Refusal.TooMany($"{QuestionStore.MaxPerUser} of your questions wait here already."),
            AskOutcome.NotMember => throw await writes.EndAsync(client, room),
            AskOutcome.TooMany => throw Refusal.TooMany($"{QuestionStore.MaxPerRoom} questions wait here already."),
            _ => accepted!,
        };
        if (!result.Duplicate)
        {
            await NotifyAsync(room, question);
        }

        return result;
    }

    /// <summary>Returns the waiting questions: all of them for owners and moderators, the caller's own for others.</summary>
    public async Task<QuestionsResult> ListAsync(ClientConnection client, QuestionsRequest request)
    {
        var room = client.Joined(request.Room);
        client.ChargeRead();
        var all = await store.ListAsync(room.Name);
        return new QuestionsResult
        {
            Questions = RoomPermissions.IsModerator(room, client.Caller)
                ? all
                : [.. all.Where(question => question.User == client.Caller.User)],
        };
    }

    /// <summary>Appends a waiting question to the log.</summary>
    public async Task<ChangeResult> ApproveAsync(ClientConnection client, QuestionRequest request)
    {
        var room = permissions.Writable(client, request.Room);
        var question = await FindAsync(room, client.Caller, request.Id);
        var approved = new RoomEvent
        {
            Kind = EventKind.Question,
            Id = question.Id,
            Text = question.Text,
            Attachments = question.Attachments,
        };

        // The log first: if this is interrupted, the next approval repeats it, and the log stores an id only once.
        var author = new EventAuthor(question.User, question.Name);
        var result = await writes.AppendAsync(client, room, author, approved, question.Id);
        await store.RemoveAsync(room.Name, question.Id);
        await NotifyAsync(room, question);
        return new ChangeResult { Seq = result.Position.Seq };
    }

    /// <summary>Drops a waiting question.</summary>
    public async Task DismissAsync(ClientConnection client, QuestionRequest request)
    {
        var room = client.Joined(request.Room);
        var question = await FindAsync(room, client.Caller, request.Id);
        if (await store.DropAsync(room.Name, question))
        {
            await NotifyAsync(room, question);
        }
    }

    /// <summary>Adds the caller's vote to an approved question, or removes it.</summary>
    public Task<ChangeResult> VoteAsync(ClientConnection client, VoteRequest request)
    {
        var room = permissions.Writable(client, request.Room);
        client.Charge();
        return writes.AmendAsync(
            client,
            room,
            new RoomEvent { Kind = EventKind.Vote, Target = request.Seq, Removed = request.Remove ? true : null },
            new Amendment(request.Remove ? Amendment.Unvote : Amendment.Vote, request.Seq, client.Caller.User));
    }

    private async Task<Question> FindAsync(Room room, ChatCaller caller, string? id)
    {
        RoomAuthority.CheckModerator(room, caller);
        return await store.FindAsync(room.Name, id ?? "") ?? throw Refusal.NoQuestion(id ?? "");
    }

    private Task NotifyAsync(Room room, Question question) => notices.SendAsync(
        [.. room.Rules.Current.Roles.Keys.Append(question.User).Distinct()], new Notice { Kind = NoticeKind.Question, Room = room.Name });
}

using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>A room's questions, from being asked to being let through or dropped.</summary>
internal sealed class QuestionDesk(QuestionStore questions, RoomLog log, UserNotices notices, NodeIdentity node, TimeProvider time)
{
    /// <summary>Whether what the caller sends here has to wait.</summary>
    public static bool HasToWait(Room room, ChatCaller caller) =>
        room.Policy.Rules.Settings.Kind == RoomKind.Questions && !RoomPermissions.IsModerator(room, caller);

    /// <summary>Lets a question wait.</summary>
    public async Task<SendResult> AskAsync(Room room, ChatCaller caller, SendRequest request)
    {
        var question = new Question
        {
            Id = request.Id,
            User = caller.User,
            Name = caller.Name,
            Text = request.Text,
            Attachments = request.Attachments,
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        var (outcome, accepted) = await questions.AskAsync(room.Name, question);
        var result = outcome switch
        {
            AskOutcome.IdTaken => throw Refusal.BadRequest("a question with this id waits already; choose another id."),
            AskOutcome.TooManyOfUser => throw Refusal.TooMany($"{QuestionStore.MostOfOne} of your questions wait here."),
            AskOutcome.TooMany => throw Refusal.TooMany($"{QuestionStore.Most} questions wait here."),
            _ => accepted!,
        };
        if (!result.Duplicate)
        {
            await TellAsync(room, question);
        }

        return result;
    }

    /// <summary>All that wait for owners and moderators, the caller's own for others.</summary>
    public async Task<QuestionsResult> ListAsync(Room room, ChatCaller caller)
    {
        var all = await questions.ListAsync(room.Name);
        return new QuestionsResult { Questions = RoomPermissions.IsModerator(room, caller) ? all : [.. all.Where(question => question.User == caller.User)] };
    }

    /// <summary>Puts a question into the log.</summary>
    public async Task<ChangeResult> ApproveAsync(Room room, string id)
    {
        var question = await questions.FindAsync(room.Name, id) ?? throw Refusal.NoQuestion(id);
        var roomEvent = new RoomEvent
        {
            Kind = EventKind.Question,
            Id = question.Id,
            User = question.User,
            Name = question.Name,
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Text = question.Text,
            Attachments = question.Attachments,
            Node = node.Name,
        };

        // First into the log: what is cut short here is done again, and is in the log once, for it has its id.
        var result = await log.AppendAsync(room.Name, roomEvent, question.Id, room.Feed.Position);
        await questions.RemoveAsync(room.Name, id);
        await TellAsync(room, question);
        return new ChangeResult { Seq = result.Position.Seq };
    }

    /// <summary>Drops a question.</summary>
    public async Task DismissAsync(Room room, string id)
    {
        var question = await questions.FindAsync(room.Name, id) ?? throw Refusal.NoQuestion(id);
        if (await questions.DropAsync(room.Name, question))
        {
            await TellAsync(room, question);
        }
    }

    private Task TellAsync(Room room, Question question) =>
        notices.TellAsync([.. room.Policy.Rules.Roles.Keys.Append(question.User).Distinct()], new Notice { Kind = NoticeKind.Question, Room = room.Name });
}

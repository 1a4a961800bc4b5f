namespace AspireChat.Contracts;

/// <summary>
/// What a client calls on the hub. A refusal is a <c>HubException</c> whose message begins with one of <see cref="ChatErrors"/>.
/// </summary>
public interface IChatHub
{
    /// <summary>Says which node this is, and what it allows.</summary>
    Task<SessionInfo> Hello();

    /// <summary>Joins a room, or resumes in it. A room exists as soon as somebody joins it.</summary>
    Task<JoinResult> JoinRoom(JoinRequest request);

    /// <summary>Leaves a room for good. Disconnecting alone does not.</summary>
    Task LeaveRoom(LeaveRequest request);

    /// <summary>Appends a message to the room's log. Once it answers, the message is stored.</summary>
    Task<SendResult> Send(SendRequest request);

    /// <summary>Changes the text of one's own message.</summary>
    Task<ChangeResult> Edit(EditRequest request);

    /// <summary>Withdraws one's own message.</summary>
    Task<ChangeResult> Delete(DeleteRequest request);

    /// <summary>Puts an emoji on a message, or takes it back.</summary>
    Task<ChangeResult> React(ReactRequest request);

    /// <summary>A page of older events.</summary>
    Task<HistoryResult> History(HistoryRequest request);

    /// <summary>Who is online in a room.</summary>
    Task<OnlineResult> WhoIsOnline(OnlineRequest request);

    /// <summary>Tells the user's other devices how far this one has read.</summary>
    Task MarkRead(MarkReadRequest request);

    /// <summary>Tells the room that the user is typing.</summary>
    Task Typing(TypingRequest request);
}

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

    /// <summary>Notes how far the user has read, and tells the user's other devices. It never goes back.</summary>
    Task MarkRead(MarkReadRequest request);

    /// <summary>Tells the room that the user is typing.</summary>
    Task Typing(TypingRequest request);

    /// <summary>What a message was before it was edited or withdrawn.</summary>
    Task<MessageHistoryResult> MessageHistory(MessageHistoryRequest request);

    /// <summary>Pins a message, or takes the pin out.</summary>
    Task<ChangeResult> Pin(PinRequest request);

    /// <summary>A room's pinned messages.</summary>
    Task<PinsResult> Pins(PinsRequest request);

    /// <summary>A room's messages that contain a text.</summary>
    Task<SearchResult> Search(SearchRequest request);

    /// <summary>The rooms that the user is a member of, with what is unread in them.</summary>
    Task<MyRoomsResult> MyRooms(MyRoomsRequest request);

    /// <summary>The rooms that everybody may join.</summary>
    Task<ListRoomsResult> ListRooms(ListRoomsRequest request);

    /// <summary>Makes a room, of which the caller is the owner.</summary>
    Task<RoomResult> CreateRoom(NewRoomRequest request);

    /// <summary>The room of exactly these people and the caller.</summary>
    Task<RoomResult> OpenDirect(OpenDirectRequest request);

    /// <summary>Changes what a room is about, and who may write.</summary>
    Task ChangeRoom(RoomChangeRequest request);

    /// <summary>A page of a room's members.</summary>
    Task<MembersResult> Members(MembersRequest request);

    /// <summary>Makes a member owner, moderator or plain member.</summary>
    Task SetRole(SetRoleRequest request);

    /// <summary>Takes a member's right to write in a room, or gives it back.</summary>
    Task Mute(MuteRequest request);

    /// <summary>Takes a member out of a room.</summary>
    Task RemoveMember(RemoveMemberRequest request);

    /// <summary>Makes a user a member of a room.</summary>
    Task Invite(InviteRequest request);

    /// <summary>Makes a token with which others become members of a room.</summary>
    Task<Invitation> CreateInvitation(CreateInvitationRequest request);

    /// <summary>Becomes a member of a room by such a token.</summary>
    Task<RoomResult> AcceptInvitation(AcceptInvitationRequest request);

    /// <summary>Which of some users are here.</summary>
    Task<PresenceResult> Presence(PresenceRequest request);

    /// <summary>Says that nobody, or somebody again, is in front of this device.</summary>
    Task SetAway(SetAwayRequest request);

    /// <summary>The questions of a room that wait.</summary>
    Task<QuestionsResult> Questions(QuestionsRequest request);

    /// <summary>Lets a question through: from now on everybody sees it.</summary>
    Task<ChangeResult> Approve(QuestionRequest request);

    /// <summary>Drops a question.</summary>
    Task Dismiss(QuestionRequest request);

    /// <summary>Gives a question one's voice, or takes it back.</summary>
    Task<ChangeResult> Vote(VoteRequest request);
}

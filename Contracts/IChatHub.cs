namespace AspireChat.Contracts;

/// <summary>
/// The methods that a client calls on the hub. A refused call throws a <c>HubException</c> whose message starts with one of
/// <see cref="ChatErrors"/>. Calls with a room require that the connection has joined it, unless stated otherwise. Any call can be repeated
/// if its result was lost.
/// </summary>
public interface IChatHub
{
    /// <summary>Returns the node's name, the user and the node's limits.</summary>
    Task<SessionInfo> Hello();

    /// <summary>Joins a room, or resumes in it. If the room does not exist, it is created and the caller becomes its owner.</summary>
    Task<JoinResult> JoinRoom(JoinRequest request);

    /// <summary>
    /// Joins several rooms, or resumes in them, as <see cref="JoinRoom"/> does one after the other. A room that is refused does not affect
    /// the others.
    /// </summary>
    Task<JoinRoomsResult> JoinRooms(JoinRoomsRequest request);

    /// <summary>
    /// Ends the user's membership in a room, on all devices, or, with <see cref="LeaveRequest.Stay"/>, only takes this connection out.
    /// Disconnecting does neither.
    /// </summary>
    Task LeaveRoom(LeaveRequest request);

    /// <summary>Appends a message to the room's log. When the call returns, the message is stored.</summary>
    Task<SendResult> Send(SendRequest request);

    /// <summary>Changes the text of one of the user's own messages.</summary>
    Task<ChangeResult> Edit(EditRequest request);

    /// <summary>Deletes one of the user's own messages or, for owners and moderators, anyone's.</summary>
    Task<ChangeResult> Delete(DeleteRequest request);

    /// <summary>Adds an emoji to a message, or removes it.</summary>
    Task<ChangeResult> React(ReactRequest request);

    /// <summary>Returns a page of older events.</summary>
    Task<HistoryResult> History(HistoryRequest request);

    /// <summary>Returns who is online in a room.</summary>
    Task<OnlineResult> WhoIsOnline(OnlineRequest request);

    /// <summary>Moves the user's read position in a room forward and notifies the user's other devices. It never moves back.</summary>
    Task MarkRead(MarkReadRequest request);

    /// <summary>Tells the room that the user is typing.</summary>
    Task Typing(TypingRequest request);

    /// <summary>Returns the earlier versions of a message that was edited or deleted.</summary>
    Task<MessageHistoryResult> MessageHistory(MessageHistoryRequest request);

    /// <summary>Pins a message, or unpins it.</summary>
    Task<ChangeResult> Pin(PinRequest request);

    /// <summary>Returns a room's pinned messages.</summary>
    Task<PinsResult> Pins(PinsRequest request);

    /// <summary>Returns a room's messages that contain a text.</summary>
    Task<SearchResult> Search(SearchRequest request);

    /// <summary>Returns the rooms that the user is a member of, with unread counts. No room has to be joined.</summary>
    Task<MyRoomsResult> MyRooms(MyRoomsRequest request);

    /// <summary>Returns a page of the rooms that everyone can join.</summary>
    Task<ListRoomsResult> ListRooms(ListRoomsRequest request);

    /// <summary>Creates a room. The caller becomes its owner.</summary>
    Task<RoomResult> CreateRoom(NewRoomRequest request);

    /// <summary>Opens the direct room of exactly these users and the caller, creating it if needed.</summary>
    Task<RoomResult> OpenDirect(OpenDirectRequest request);

    /// <summary>Changes a room's settings.</summary>
    Task ChangeRoom(RoomChangeRequest request);

    /// <summary>Returns a page of a room's members.</summary>
    Task<MembersResult> Members(MembersRequest request);

    /// <summary>Changes a member's role.</summary>
    Task SetRole(SetRoleRequest request);

    /// <summary>Mutes a member in a room, or lifts the mute.</summary>
    Task Mute(MuteRequest request);

    /// <summary>Removes a member from a room.</summary>
    Task RemoveMember(RemoveMemberRequest request);

    /// <summary>Makes a user a member of a room.</summary>
    Task Invite(InviteRequest request);

    /// <summary>Creates a token with which others can become members of a room.</summary>
    Task<Invitation> CreateInvitation(CreateInvitationRequest request);

    /// <summary>Returns a room's valid invitations: all of them for owners and moderators, the user's own for others.</summary>
    Task<InvitationsResult> Invitations(InvitationsRequest request);

    /// <summary>Revokes an invitation: one's own or, for owners and moderators, anyone's.</summary>
    Task RevokeInvitation(RevokeInvitationRequest request);

    /// <summary>Makes the caller a member of the invitation's room.</summary>
    Task<RoomResult> AcceptInvitation(AcceptInvitationRequest request);

    /// <summary>Returns whether the given users are online, away or offline.</summary>
    Task<PresenceResult> Presence(PresenceRequest request);

    /// <summary>Sets whether the user is away from this device. It applies to this connection only.</summary>
    Task SetAway(SetAwayRequest request);

    /// <summary>Returns the waiting questions of a room.</summary>
    Task<QuestionsResult> Questions(QuestionsRequest request);

    /// <summary>Approves a question: everyone in the room sees it from now on.</summary>
    Task<ChangeResult> Approve(QuestionRequest request);

    /// <summary>Dismisses a question: it is dropped and never shown.</summary>
    Task Dismiss(QuestionRequest request);

    /// <summary>Adds the user's vote to a question, or removes it.</summary>
    Task<ChangeResult> Vote(VoteRequest request);
}

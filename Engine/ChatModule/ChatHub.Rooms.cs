using AspireChat.Contracts;

namespace AspireChat.Engine.ChatModule;

/// <content>Rooms.</content>
internal sealed partial class ChatHub
{
    public Task<MessageHistoryResult> MessageHistory(MessageHistoryRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<ChangeResult> Pin(PinRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<PinsResult> Pins(PinsRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<SearchResult> Search(SearchRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<MyRoomsResult> MyRooms(MyRoomsRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<ListRoomsResult> ListRooms(ListRoomsRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<RoomResult> CreateRoom(NewRoomRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<RoomResult> OpenDirect(OpenDirectRequest request) => throw Refusal.BadRequest("not yet.");

    public Task ChangeRoom(RoomChangeRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<MembersResult> Members(MembersRequest request) => throw Refusal.BadRequest("not yet.");

    public Task SetRole(SetRoleRequest request) => throw Refusal.BadRequest("not yet.");

    public Task Mute(MuteRequest request) => throw Refusal.BadRequest("not yet.");

    public Task RemoveMember(RemoveMemberRequest request) => throw Refusal.BadRequest("not yet.");

    public Task Invite(InviteRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<Invitation> CreateInvitation(CreateInvitationRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<RoomResult> AcceptInvitation(AcceptInvitationRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<PresenceResult> Presence(PresenceRequest request) => throw Refusal.BadRequest("not yet.");

    public Task SetAway(SetAwayRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<QuestionsResult> Questions(QuestionsRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<ChangeResult> Approve(QuestionRequest request) => throw Refusal.BadRequest("not yet.");

    public Task Dismiss(QuestionRequest request) => throw Refusal.BadRequest("not yet.");

    public Task<ChangeResult> Vote(VoteRequest request) => throw Refusal.BadRequest("not yet.");
}

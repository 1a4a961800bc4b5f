using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Rooms;
using AspireChat.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>
/// What clients call. Each call goes to one feature, which checks it. <see cref="RefusalFilter"/> refuses null arguments before that.
/// </summary>
[Authorize(ChatPolicies.User)]
internal sealed class ChatHub(
    Sessions sessions, RoomJoin join, RoomList roomList, RoomCreator creator, Members members, Invitations invitations, Messages messages,
    Questions questions)
    : Hub<IChatClient>, IChatHub
{
    private ClientConnection Client => sessions.Find(Context);

    public Task<SessionInfo> Hello() => Task.FromResult(sessions.Describe(Client));

    public Task<PresenceResult> Presence(PresenceRequest request) => sessions.PresenceAsync(Client, request);

    public Task SetAway(SetAwayRequest request)
    {
        sessions.SetAway(Client, request);
        return Task.CompletedTask;
    }

    public Task<JoinResult> JoinRoom(JoinRequest request) => join.JoinAsync(Client, request);

    public Task<JoinRoomsResult> JoinRooms(JoinRoomsRequest request) => join.JoinManyAsync(Client, request);

    public Task LeaveRoom(LeaveRequest request) => join.LeaveAsync(Client, request);

    public Task<MyRoomsResult> MyRooms(MyRoomsRequest request) => roomList.MineAsync(Client, request);

    public Task<ListRoomsResult> ListRooms(ListRoomsRequest request) => roomList.ListAsync(Client, request);

    public Task MarkRead(MarkReadRequest request) => roomList.MarkReadAsync(Client, request);

    public Task<RoomResult> CreateRoom(NewRoomRequest request) => creator.CreateAsync(Client, request);

    public Task<RoomResult> OpenDirect(OpenDirectRequest request) => creator.OpenDirectAsync(Client, request);

    public Task<MembersResult> Members(MembersRequest request) => members.ListAsync(Client, request);

    public async Task<OnlineResult> WhoIsOnline(OnlineRequest request)
    {
        var room = Client.Joined(request.Room);
        Client.ChargeRead();
        var view = await room.Presence.ViewAsync();
        return new OnlineResult { Online = view.Listed, OnlineCount = view.Users.Count };
    }

    public Task ChangeRoom(RoomChangeRequest request) => members.ChangeRoomAsync(Client, request);

    public Task SetRole(SetRoleRequest request) => members.SetRoleAsync(Client, request);

    public Task Mute(MuteRequest request) => members.MuteAsync(Client, request);

    public Task RemoveMember(RemoveMemberRequest request) => members.RemoveAsync(Client, request);

    public Task Invite(InviteRequest request) => invitations.InviteAsync(Client, request);

    public Task<Invitation> CreateInvitation(CreateInvitationRequest request) => invitations.CreateAsync(Client, request);

    public Task<InvitationsResult> Invitations(InvitationsRequest request) => invitations.ListAsync(Client, request);

    public Task RevokeInvitation(RevokeInvitationRequest request) => invitations.RevokeAsync(Client, request);

    public Task<RoomResult> AcceptInvitation(AcceptInvitationRequest request) => invitations.AcceptAsync(Client, request);

    public Task<SendResult> Send(SendRequest request) => messages.SendAsync(Client, request);

    public Task<ChangeResult> Edit(EditRequest request) => messages.EditAsync(Client, request);

    public Task<ChangeResult> Delete(DeleteRequest request) => messages.DeleteAsync(Client, request);

    public Task<ChangeResult> React(ReactRequest request) => messages.ReactAsync(Client, request);

    public Task<ChangeResult> Pin(PinRequest request) => messages.PinAsync(Client, request);

    public Task Typing(TypingRequest request) => messages.TypingAsync(Client, request);

    public Task<HistoryResult> History(HistoryRequest request) => messages.HistoryAsync(Client, request);

    public Task<MessageHistoryResult> MessageHistory(MessageHistoryRequest request) => messages.VersionsAsync(Client, request);

    public Task<PinsResult> Pins(PinsRequest request) => messages.PinsAsync(Client, request);

    public Task<SearchResult> Search(SearchRequest request) => messages.SearchAsync(Client, request);

    public Task<QuestionsResult> Questions(QuestionsRequest request) => questions.ListAsync(Client, request);

    public Task<ChangeResult> Approve(QuestionRequest request) => questions.ApproveAsync(Client, request);

    public Task Dismiss(QuestionRequest request) => questions.DismissAsync(Client, request);

    public Task<ChangeResult> Vote(VoteRequest request) => questions.VoteAsync(Client, request);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        sessions.End(Context);
        return base.OnDisconnectedAsync(exception);
    }
}

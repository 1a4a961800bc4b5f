using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Moderation;

/// <summary>The ways of the hub to say no: a stable code, then words for people.</summary>
internal static class Refusal
{
    public static HubException BadRequest(string what) => Of(ChatErrors.BadRequest, what);

    public static HubException BadRoom() => Of(ChatErrors.BadRoom, RoomName.Rule);

    public static HubException NotMember(string room) => Of(ChatErrors.NotMember, $"this connection has not joined '{room}'.");

    public static HubException NotFound(long seq) => Of(ChatErrors.NotFound, $"there is no message {seq}, or not any more.");

    public static HubException Forbidden() => Of(ChatErrors.Forbidden, "the message belongs to somebody else.");

    public static HubException RateLimited(ChatLimits limits) => Of(
        ChatErrors.RateLimited, $"at most {limits.SendsPerSecond} sends per second; try again in a moment.");

    public static HubException TooLong(ChatLimits limits) => Of(ChatErrors.TooLong, $"the text may have at most {limits.MaxTextLength} characters.");

    public static HubException TooManyRooms(ChatLimits limits) => Of(
        ChatErrors.TooManyRooms, $"a connection may be in at most {limits.MaxRoomsPerConnection} rooms; leave one first.");

    public static HubException Unavailable() => Of(ChatErrors.Unavailable, "the room store cannot be reached; try again in a moment, with the same id.");

    public static HubException Unavailable(string room) => Of(ChatErrors.Unavailable, $"'{room}' is just being deleted; try again in a moment.");

    public static HubException Muted(Sanction mute) => Of(ChatErrors.Muted, mute.Explain());

    public static HubException ReadOnly(string room) => Of(ChatErrors.ReadOnly, $"only owners and moderators write in '{room}'.");

    public static HubException Archived(string room) => Of(ChatErrors.Archived, $"nobody writes in '{room}' any more.");

    public static HubException SlowMode(TimeSpan left) => Of(
        ChatErrors.SlowMode, $"{Math.Max(1, Math.Ceiling(left.TotalSeconds))} s until you may send again in this room.");

    public static HubException Exists(string room) => Of(ChatErrors.Exists, $"there is a room '{room}' already.");

    public static HubException Private(string room) => Of(ChatErrors.Private, $"'{room}' is private; an invitation is needed.");

    public static HubException NoUser(string user) => Of(ChatErrors.NotFound, $"nobody with the id '{user}' was ever here.");

    public static HubException NoMember(string user) => Of(ChatErrors.NotFound, $"'{user}' is no member of the room.");

    public static HubException NoInvitation() => Of(ChatErrors.NotFound, "the invitation is used up, over or none of ours.");

    public static HubException NoQuestion(string id) => Of(ChatErrors.NotFound, $"no question '{id}' waits here, or not any more.");

    public static HubException RoleNeeded(string role) => Of(ChatErrors.Forbidden, $"that is for the room's {role}s.");

    public static HubException NotOver(string user) => Of(ChatErrors.Forbidden, $"'{user}' may as much in this room as you.");

    public static HubException NotInDirectRooms() => Of(ChatErrors.Forbidden, "a direct room is for those for whom it was opened.");

    public static HubException TooMany(string what) => Of(ChatErrors.TooMany, what);

    public static HubException NotAdmitted(AdmissionRefusal refusal) => Of(refusal.Code, refusal.Text);

    private static HubException Of(string code, string what) => new($"{code}: {what}");
}

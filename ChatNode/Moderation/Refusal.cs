using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Limits;
using AspireChat.Store.Moderation;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Moderation;

/// <summary>The refusals of the hub: a stable code, then an explanation.</summary>
internal static class Refusal
{
    public static HubException BadRequest(string what) => Of(ChatErrors.BadRequest, what);

    public static HubException BadRoom() => Of(ChatErrors.BadRoom, RoomName.Rule);

    public static HubException NotMember(string room) => Of(ChatErrors.NotMember, $"this connection has not joined '{room}'.");

    public static HubException NotFound(long seq) => Of(ChatErrors.NotFound, $"message {seq} does not exist, or was deleted.");

    public static HubException Forbidden() => Of(ChatErrors.Forbidden, "this is another user's message.");

    public static HubException RateLimited(string limit) => Of(ChatErrors.RateLimited, limit);

    public static HubException TooManyNewRooms(Party party, TimeSpan wait) => Of(
        ChatErrors.TooMany,
        $"at most {party.Limits.NewRoomsPerHour} new rooms per hour for {party.Text}; try again in {Math.Ceiling(wait.TotalMinutes)} min.");

    public static HubException TooLong(ChatLimits limits) => Of(
        ChatErrors.TooLong, $"the text can have at most {limits.MaxTextLength} characters.");

    public static HubException TooManyRooms(ChatLimits limits) => Of(
        ChatErrors.TooManyRooms, $"a connection can be in at most {limits.MaxRoomsPerConnection} rooms; leave one first.");

    public static HubException Unavailable() => Of(
        ChatErrors.Unavailable, "the room store cannot be reached; try again in a moment, with the same id.");

    public static HubException Full() => Of(ChatErrors.Full, "the room store is full; nobody can send until an operator frees memory.");

    public static HubException Unavailable(string room) => Of(ChatErrors.Unavailable, $"'{room}' is being deleted; try again in a moment.");

    public static HubException Muted(Sanction mute) => Of(ChatErrors.Muted, mute.Explain());

    public static HubException ReadOnly(string room) => Of(
        ChatErrors.ReadOnly, $"'{room}' is read-only; only owners and moderators can write.");

    public static HubException Archived(string room) => Of(ChatErrors.Archived, $"'{room}' is archived; nobody can write.");

    /// <summary>The protocol promises that the explanation starts with the seconds that are left.</summary>
    public static HubException SlowMode(TimeSpan left) => Of(
        ChatErrors.SlowMode, $"{Math.Max(1, Math.Ceiling(left.TotalSeconds))} s until you can send again.");

    public static HubException Exists(string room) => Of(ChatErrors.Exists, $"a room named '{room}' already exists.");

    public static HubException Private(string room) => Of(ChatErrors.Private, $"'{room}' is private; you need an invitation.");

    public static HubException NoUser(string user) => Of(ChatErrors.NotFound, $"there is no user '{user}'.");

    public static HubException NoMember(string user) => Of(ChatErrors.NotFound, $"'{user}' is not a member of the room.");

    public static HubException NoInvitation() => Of(ChatErrors.NotFound, "the invitation is expired, used up or invalid.");

    public static HubException WasRemoved(string room) => Of(
        ChatErrors.Forbidden, $"you were removed from '{room}'; ask one of its members to invite you by name.");

    public static HubException NoQuestion(string id) => Of(ChatErrors.NotFound, $"no question '{id}' is waiting here.");

    public static HubException RoleNeeded(string role) => Of(
        ChatErrors.Forbidden,
        role == RoomRole.Owner ? "only owners of the room can do this." : "only owners and moderators of the room can do this.");

    public static HubException CannotModerate(string user) => Of(
        ChatErrors.Forbidden, $"'{user}' has the same role as you or a higher one; you cannot moderate them.");

    public static HubException NotInDirectRooms() => Of(ChatErrors.Forbidden, "not possible in a direct room.");

    public static HubException TooMany(string what) => Of(ChatErrors.TooMany, what);

    public static HubException NotAdmitted(AdmissionRefusal refusal) => Of(refusal.Code, refusal.Text);

    private static HubException Of(string code, string what) => new($"{code}: {what}");
}

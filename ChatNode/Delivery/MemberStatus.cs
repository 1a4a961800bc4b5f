using AspireChat.Contracts;
using AspireChat.Contracts.Admin;

namespace AspireChat.ChatNode.Delivery;

/// <summary>A user's role and mute in a room, as the user is notified of them.</summary>
/// <param name="Role">One of <see cref="RoomRole"/>.</param>
/// <param name="Mute">The mute in force, in this room or in all rooms; null = none.</param>
internal sealed record MemberStatus(string Role, Sanction? Mute)
{
    /// <summary>The role as clients receive it: null for a plain member.</summary>
    public string? PublicRole => Role == RoomRole.Member ? null : Role;

    /// <summary>The mute's end as clients receive it, in Unix milliseconds: 0 = not until it is lifted, null = not muted.</summary>
    public long? MutedUntil => Mute is null ? null : Mute.Until ?? 0;

    /// <summary>The reason of the mute; null if none was given.</summary>
    public string? MuteReason => Mute?.Reason is { Length: > 0 } reason ? reason : null;

    /// <summary>Returns the notice to send to the user.</summary>
    public Notice ToNotice(string room) =>
        new() { Kind = NoticeKind.Standing, Room = room, Role = PublicRole, Until = MutedUntil, Text = MuteReason };
}

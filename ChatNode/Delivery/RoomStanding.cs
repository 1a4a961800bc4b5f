using AspireChat.Contracts;
using AspireChat.Contracts.Admin;

namespace AspireChat.ChatNode.Delivery;

/// <summary>What somebody may do in a room, as they are told.</summary>
/// <param name="Role">One of <see cref="RoomRole"/>.</param>
/// <param name="Mute">What keeps them from writing, here or everywhere; null for nothing.</param>
internal sealed record RoomStanding(string Role, Sanction? Mute)
{
    /// <summary>The role as clients are told it: null for a plain member.</summary>
    public string? ToldRole => Role == RoomRole.Member ? null : Role;

    /// <summary>The mute's end as clients are told it: 0 for none, null without a mute.</summary>
    public long? MutedUntil => Mute is null ? null : Mute.Until ?? 0;

    /// <summary>Why they are muted; null where nobody has said.</summary>
    public string? MuteReason => Mute?.Reason is { Length: > 0 } reason ? reason : null;

    /// <summary>To tell it.</summary>
    public Notice In(string room) =>
        new() { Kind = NoticeKind.Standing, Room = room, Role = ToldRole, Until = MutedUntil, Text = MuteReason };
}

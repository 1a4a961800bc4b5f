using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Invite</c>: makes a user a member and notifies them.</summary>
[DataContract]
public sealed record InviteRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The id of the invited user, who must have connected before.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";
}

/// <summary>Argument of <c>CreateInvitation</c>: creates a token with which others can become members.</summary>
[DataContract]
public sealed record CreateInvitationRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>How many users can use the token, 1 to 10,000; null = any number.</summary>
    [DataMember(Name = "maxUses")]
    public int? MaxUses { get; init; }

    /// <summary>How long the token is valid, in hours, 1 to 720; null = 168.</summary>
    [DataMember(Name = "expiresInHours")]
    public int? ExpiresInHours { get; init; }
}

/// <summary>Result of <c>CreateInvitation</c>.</summary>
[DataContract]
public sealed record Invitation
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The unguessable token: 22 characters from A-Z, a-z, 0-9, '-' and '_'. Anyone who has it can use it.</summary>
    [DataMember(Name = "token")]
    public string Token { get; init; } = "";

    /// <summary>When the token expires, in Unix milliseconds.</summary>
    [DataMember(Name = "expiresAt")]
    public long ExpiresAt { get; init; }
}

/// <summary>Argument of <c>Invitations</c>: the tokens of a room that are still valid.</summary>
[DataContract]
public sealed record InvitationsRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";
}

/// <summary>Result of <c>Invitations</c>.</summary>
[DataContract]
public sealed record InvitationsResult
{
    /// <summary>The newest first.</summary>
    [DataMember(Name = "invitations")]
    public IReadOnlyList<InvitationInfo> Invitations { get; init; } = [];
}

/// <summary>A token of <see cref="InvitationsResult"/>.</summary>
[DataContract]
public sealed record InvitationInfo
{
    /// <summary>See <see cref="Invitation.Token"/>.</summary>
    [DataMember(Name = "token")]
    public string Token { get; init; } = "";

    /// <summary>The id of the user who created it.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>That user's name at the time.</summary>
    [DataMember(Name = "name")]
    public string Name { get; init; } = "";

    /// <summary>When it was created, in Unix milliseconds.</summary>
    [DataMember(Name = "createdAt")]
    public long CreatedAt { get; init; }

    /// <summary>When it expires, in Unix milliseconds.</summary>
    [DataMember(Name = "expiresAt")]
    public long ExpiresAt { get; init; }

    /// <summary>How many users can still use it; null = any number.</summary>
    [DataMember(Name = "usesLeft")]
    public int? UsesLeft { get; init; }
}

/// <summary>Argument of <c>RevokeInvitation</c>: from now on nobody becomes a member with this token.</summary>
[DataContract]
public sealed record RevokeInvitationRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>See <see cref="Invitation.Token"/>.</summary>
    [DataMember(Name = "token")]
    public string Token { get; init; } = "";
}

/// <summary>Argument of <c>AcceptInvitation</c>: makes the caller a member of the invitation's room.</summary>
[DataContract]
public sealed record AcceptInvitationRequest
{
    /// <summary>See <see cref="Invitation.Token"/>.</summary>
    [DataMember(Name = "token")]
    public string Token { get; init; } = "";
}

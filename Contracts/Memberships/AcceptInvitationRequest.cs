using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>AcceptInvitation</c>: makes the caller a member of the invitation's room.</summary>
[DataContract]
public sealed record AcceptInvitationRequest
{
    /// <summary>See <see cref="Invitation.Token"/>.</summary>
    [DataMember(Name = "token")]
    public string Token { get; init; } = "";
}

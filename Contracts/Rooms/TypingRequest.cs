using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Typing</c>. Worth sending every few seconds at most.</summary>
[DataContract]
public sealed record TypingRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";
}

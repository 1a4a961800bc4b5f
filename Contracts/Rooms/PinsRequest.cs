using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Pins</c>.</summary>
[DataContract]
public sealed record PinsRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";
}

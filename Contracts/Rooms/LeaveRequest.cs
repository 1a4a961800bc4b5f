using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>LeaveRoom</c>.</summary>
[DataContract]
public sealed record LeaveRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>True: only this connection goes out of the room; the user stays a member.</summary>
    [DataMember(Name = "stay")]
    public bool Stay { get; init; }
}

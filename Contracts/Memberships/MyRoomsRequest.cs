using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>MyRooms</c>.</summary>
[DataContract]
public sealed record MyRoomsRequest
{
    /// <summary>Only this room; null: all.</summary>
    [DataMember(Name = "room")]
    public string? Room { get; init; }
}

using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Receive</c>: events of one room in seq order; ephemeral ones come after those with a seq.</summary>
[DataContract]
public sealed record RoomBatch
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The log's epoch. Another one than the client knows: join again.</summary>
    [DataMember(Name = "epoch")]
    public string Epoch { get; init; } = "";

    /// <summary>None when only the epoch changed.</summary>
    [DataMember(Name = "events")]
    public IReadOnlyList<RoomEvent> Events { get; init; } = [];
}

using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Questions</c>.</summary>
[DataContract]
public sealed record QuestionsRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";
}

using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Approve</c> and <c>Dismiss</c>, for owners and moderators.</summary>
[DataContract]
public sealed record QuestionRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>See <see cref="Question.Id"/>.</summary>
    [DataMember(Name = "id")]
    public string Id { get; init; } = "";
}

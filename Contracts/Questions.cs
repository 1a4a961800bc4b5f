using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>A question that waits for an owner's or moderator's approval.</summary>
[DataContract]
public sealed record Question
{
    /// <summary>The id that the sender chose (see <see cref="MessageId"/>), unique among the room's waiting questions.</summary>
    [DataMember(Name = "id")]
    public string Id { get; init; } = "";

    /// <summary>The id of the user who asks.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>That user's name.</summary>
    [DataMember(Name = "name")]
    public string Name { get; init; } = "";

    /// <summary>The text of the question.</summary>
    [DataMember(Name = "text")]
    public string Text { get; init; } = "";

    /// <summary>When it was asked, in Unix milliseconds.</summary>
    [DataMember(Name = "at")]
    public long At { get; init; }

    /// <summary>The files attached to it; null if there are none.</summary>
    [DataMember(Name = "attachments")]
    public IReadOnlyList<Attachment>? Attachments { get; init; }
}

/// <summary>Argument of <c>Approve</c> and <c>Dismiss</c>, for owners and moderators.</summary>
[DataContract]
public sealed record QuestionRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The question's id (see <see cref="Question.Id"/>).</summary>
    [DataMember(Name = "id")]
    public string Id { get; init; } = "";
}

/// <summary>Argument of <c>Questions</c>.</summary>
[DataContract]
public sealed record QuestionsRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";
}

/// <summary>Result of <c>Questions</c>.</summary>
[DataContract]
public sealed record QuestionsResult
{
    /// <summary>The waiting questions, oldest first. Owners and moderators get all of them, others only their own.</summary>
    [DataMember(Name = "questions")]
    public IReadOnlyList<Question> Questions { get; init; } = [];
}

/// <summary>Argument of <c>Vote</c>: adds or removes the user's vote for a question.</summary>
[DataContract]
public sealed record VoteRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The question's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>True = remove the vote.</summary>
    [DataMember(Name = "remove")]
    public bool Remove { get; init; }
}

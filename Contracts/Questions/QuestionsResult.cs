using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>Questions</c>.</summary>
[DataContract]
public sealed record QuestionsResult
{
    /// <summary>The questions that wait, oldest first: all for owners and moderators, their own for others.</summary>
    [DataMember(Name = "questions")]
    public IReadOnlyList<Question> Questions { get; init; } = [];
}

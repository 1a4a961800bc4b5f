using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>A question that waits for an owner or moderator.</summary>
[DataContract]
public sealed record Question
{
    /// <summary>The id its sender chose (see <see cref="MessageId"/>), unique among the room's waiting questions.</summary>
    [DataMember(Name = "id")]
    public string Id { get; init; } = "";

    /// <summary>Who asks.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>Their name.</summary>
    [DataMember(Name = "name")]
    public string Name { get; init; } = "";

    /// <summary>The question.</summary>
    [DataMember(Name = "text")]
    public string Text { get; init; } = "";

    /// <summary>When it was asked: milliseconds since 1970-01-01T00:00:00Z.</summary>
    [DataMember(Name = "at")]
    public long At { get; init; }

    /// <summary>The files that belong to it; null: none.</summary>
    [DataMember(Name = "attachments")]
    public IReadOnlyList<Attachment>? Attachments { get; init; }
}

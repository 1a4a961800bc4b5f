using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Whether a user is here.</summary>
[DataContract]
public sealed record UserPresence
{
    /// <summary>The user's id.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>One of <see cref="UserState"/>.</summary>
    [DataMember(Name = "state")]
    public string State { get; init; } = UserState.Offline;
}

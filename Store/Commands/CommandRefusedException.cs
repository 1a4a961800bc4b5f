namespace AspireChat.Store.Commands;

/// <summary>A node does not do as it is told; the sender sees <c>code: explanation</c>.</summary>
public sealed class CommandRefusedException(string code, string explanation) : Exception($"{code}: {explanation}")
{
    /// <summary>Neither signed nor anything near it, or signed with another key, or for another channel.</summary>
    public const string Forged = "forged";

    /// <summary>Signed, but not a command.</summary>
    public const string Malformed = "malformed";

    /// <summary>Too old, or from the future.</summary>
    public const string Stale = "stale";

    /// <summary>Seen before.</summary>
    public const string Replayed = "replayed";

    /// <summary>Too many commands at once.</summary>
    public const string Busy = "busy";

    /// <summary>Nobody here can do that.</summary>
    public const string UnknownType = "unknown_type";

    /// <summary>The stable code.</summary>
    public string Code { get; } = code;
}

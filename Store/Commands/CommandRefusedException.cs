namespace AspireChat.Store.Commands;

/// <summary>A command was refused. The sender sees <c>code: explanation</c>.</summary>
/// <param name="code">The stable code.</param>
/// <param name="explanation">Why, for people.</param>
public sealed class CommandRefusedException(string code, string explanation) : Exception($"{code}: {explanation}")
{
    /// <summary>Not signed, or signed with another key or for another channel.</summary>
    public const string Forged = "forged";

    /// <summary>Signed, but not a command.</summary>
    public const string Malformed = "malformed";

    /// <summary>Too old, or from the future.</summary>
    public const string Stale = "stale";

    /// <summary>Already received.</summary>
    public const string Replayed = "replayed";

    /// <summary>Too many commands at once.</summary>
    public const string Busy = "busy";

    /// <summary>The node does not know this type.</summary>
    public const string UnknownType = "unknown_type";

    /// <summary>The stable code.</summary>
    public string Code { get; } = code;
}

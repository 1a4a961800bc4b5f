namespace AspireChat.Contracts.Admin;

/// <summary>A part of the cluster beside the chat nodes, and whether it works.</summary>
public sealed record ServiceStatus
{
    /// <summary><c>redis</c>, <c>ingress</c> or <c>admin</c>.</summary>
    public string Service { get; init; } = "";

    /// <summary>
    /// <see cref="Up"/>, <see cref="Full"/> (Redis refuses writes, because its memory is used up) or <see cref="Down"/>.
    /// </summary>
    public string State { get; init; } = Up;

    /// <summary>Where it is, such as a server's address; null if that is not known.</summary>
    public string? Address { get; init; }

    /// <summary>Its version; null if it does not tell.</summary>
    public string? Version { get; init; }

    /// <summary>How long it took to answer, in milliseconds; null if it was not asked or did not answer.</summary>
    public double? AnswerMs { get; init; }

    /// <summary>The memory it uses, in bytes; null if it does not tell.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The memory it may use, in bytes; null if there is no limit or it does not tell.</summary>
    public long? MaxMemoryBytes { get; init; }

    /// <summary>When it was started, in Unix milliseconds; null if it does not tell.</summary>
    public long? StartedAt { get; init; }

    /// <summary>For the ingress: when it last asked for the nodes, in Unix milliseconds; null if it has not.</summary>
    public long? SeenAt { get; init; }

    /// <summary>It works.</summary>
    public const string Up = "up";

    /// <summary>Redis answers, but stores nothing more.</summary>
    public const string Full = "full";

    /// <summary>It does not answer, or the ingress does not ask for the nodes.</summary>
    public const string Down = "down";
}

namespace AspireChat.Contracts;

/// <summary>Body of <c>POST /api/session/claim</c>: keeps the name for its user, for good.</summary>
public sealed record ClaimRequest
{
    /// <summary>Shortest passphrase, in UTF-16 code units.</summary>
    public const int MinPassphrase = 8;

    /// <summary>Longest passphrase, in UTF-16 code units.</summary>
    public const int MaxPassphrase = 200;

    /// <summary>What signs in under this name from now on, on every device.</summary>
    public string Passphrase { get; init; } = "";

    /// <summary>The passphrase so far, where the name has one already.</summary>
    public string? Current { get; init; }
}

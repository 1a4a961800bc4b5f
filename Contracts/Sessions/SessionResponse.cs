namespace AspireChat.Contracts;

/// <summary>Answer of <c>POST /api/session</c>, <c>…/claim</c>, <c>…/refresh</c> and <c>…/oidc</c>.</summary>
public sealed record SessionResponse
{
    /// <summary>The bearer token for the hub.</summary>
    public string Token { get; init; } = "";

    /// <summary>The user's id: the token's <c>sub</c>.</summary>
    public string User { get; init; } = "";

    /// <summary>The name as accepted.</summary>
    public string Name { get; init; } = "";

    /// <summary>When the token ends: milliseconds since 1970-01-01T00:00:00Z.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>Whether the name is the user's for good: by a passphrase, or by an account elsewhere. A guest's is theirs while they use it.</summary>
    public bool Kept { get; init; }

    /// <summary>The token's <c>role</c>: <c>admin</c>, or null.</summary>
    public string? Role { get; init; }
}

namespace AspireChat.Contracts;

/// <summary>Answer of <c>POST /api/session</c>.</summary>
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
}

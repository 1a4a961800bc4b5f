namespace AspireChat.Contracts;

/// <summary>Body of <c>POST /api/session</c>.</summary>
public sealed record SessionRequest
{
    /// <summary>The name to show to others: 1 to 40 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name's passphrase, where it has one.</summary>
    public string? Passphrase { get; init; }
}

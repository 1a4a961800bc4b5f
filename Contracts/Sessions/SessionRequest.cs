namespace AspireChat.Contracts;

/// <summary>Body of <c>POST /api/session</c>.</summary>
public sealed record SessionRequest
{
    /// <summary>Shortest <see cref="Attempt"/>, in UTF-16 code units.</summary>
    public const int MinAttempt = 16;

    /// <summary>Longest <see cref="Attempt"/>, in UTF-16 code units.</summary>
    public const int MaxAttempt = 64;

    /// <summary>The name to show to others: 1 to 40 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name's passphrase, where it has one.</summary>
    public string? Passphrase { get; init; }

    /// <summary>
    /// Random, chosen by the client and told to nobody else: the same call made again, after an answer that did not come, opens the same session
    /// instead of finding the name in use. Null: every call is a new guest.
    /// </summary>
    public string? Attempt { get; init; }
}

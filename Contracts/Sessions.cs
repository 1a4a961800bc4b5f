namespace AspireChat.Contracts;

/// <summary>Body of <c>POST /api/session</c>.</summary>
public sealed record SessionRequest
{
    /// <summary>Minimum length of <see cref="Attempt"/>, in UTF-16 code units.</summary>
    public const int MinAttempt = 16;

    /// <summary>Maximum length of <see cref="Attempt"/>, in UTF-16 code units.</summary>
    public const int MaxAttempt = 64;

    /// <summary>The name to show to other users, 1 to 40 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name's passphrase; null if the name has none.</summary>
    public string? Passphrase { get; init; }

    /// <summary>
    /// A random secret that the client chooses. If the response is lost, repeating the call with the same value opens the same session
    /// instead of failing because the name is in use. Null = every call opens a new guest session.
    /// </summary>
    public string? Attempt { get; init; }
}

/// <summary>Response of <c>POST /api/session</c>, <c>…/claim</c>, <c>…/refresh</c> and <c>…/oidc</c>.</summary>
public sealed record SessionResponse
{
    /// <summary>The bearer token for the hub.</summary>
    public string Token { get; init; } = "";

    /// <summary>The user's id: the token's <c>sub</c>.</summary>
    public string User { get; init; } = "";

    /// <summary>The user's name, as accepted.</summary>
    public string Name { get; init; } = "";

    /// <summary>When the token expires, in Unix milliseconds.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>
    /// Whether the name permanently belongs to the user, by a passphrase or an account. A guest only keeps a name while using it.
    /// </summary>
    public bool Kept { get; init; }

    /// <summary>The token's <c>role</c>: <see cref="ChatProtocol.AdminRole"/>, or null.</summary>
    public string? Role { get; init; }

    /// <summary>The bearer token for the admin API, for an admin; otherwise null. It expires together with <see cref="Token"/>.</summary>
    public string? AdminToken { get; init; }
}

/// <summary>Body of <c>POST /api/session/refresh</c>; may be missing.</summary>
public sealed record RefreshRequest
{
    /// <summary>
    /// The session's <see cref="SessionResponse.AdminToken"/>. Without it an admin's new token has no role: the token for the hub does not
    /// prove that its owner is an admin.
    /// </summary>
    public string? AdminToken { get; init; }
}

/// <summary>Body of <c>POST /api/session/claim</c>: protects the user's name with a passphrase, or changes the passphrase.</summary>
public sealed record ClaimRequest
{
    /// <summary>Minimum length of a passphrase, in UTF-16 code units.</summary>
    public const int MinPassphrase = 8;

    /// <summary>Maximum length of a passphrase, in UTF-16 code units.</summary>
    public const int MaxPassphrase = 200;

    /// <summary>The new passphrase, needed from now on to sign in with this name.</summary>
    public string Passphrase { get; init; } = "";

    /// <summary>The current passphrase; null if the name has none.</summary>
    public string? Current { get; init; }
}

/// <summary>Body of <c>POST /api/session/end</c>.</summary>
public sealed record EndRequest
{
    /// <summary>True = end the user's sessions on all devices. False = only release a guest's name.</summary>
    public bool Everywhere { get; init; }

    /// <summary>
    /// True = the page is closing or reloading: a guest's name is released after a minute, unless <c>POST /api/session/refresh</c> is
    /// called before.
    /// </summary>
    public bool Pause { get; init; }
}

/// <summary>
/// The stable error codes of <c>/api/session…</c>, in the <c>code</c> property of its problem details (RFC 9457). It also uses
/// <see cref="ChatErrors.BadRequest"/>, <see cref="ChatErrors.Forbidden"/>, <see cref="ChatErrors.Banned"/>,
/// <see cref="ChatErrors.RateLimited"/> and <see cref="ChatErrors.Unavailable"/>.
/// </summary>
public static class SessionErrors
{
    /// <summary>The name is not valid for a person.</summary>
    public const string BadName = "bad_name";

    /// <summary>The name is reserved for the cluster itself.</summary>
    public const string NameReserved = "name_reserved";

    /// <summary>Someone else uses the name, or one that looks the same.</summary>
    public const string NameInUse = "name_in_use";

    /// <summary>The name is protected; its passphrase is required.</summary>
    public const string NameClaimed = "name_claimed";

    /// <summary>The passphrase is wrong.</summary>
    public const string WrongPassphrase = "wrong_passphrase";

    /// <summary>Too many wrong passphrases for this name. The header <c>Retry-After</c> says when to try again.</summary>
    public const string TooManyAttempts = "too_many_attempts";

    /// <summary>The passphrase is too short or too long.</summary>
    public const string BadPassphrase = "bad_passphrase";

    /// <summary>The session expired or was revoked. Sign in again.</summary>
    public const string SessionEnded = "session_ended";

    /// <summary>Guests are not allowed. Sign in through the account provider.</summary>
    public const string NoGuests = "no_guests";
}

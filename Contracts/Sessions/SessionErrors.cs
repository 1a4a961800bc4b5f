namespace AspireChat.Contracts;

/// <summary>
/// The stable codes of what <c>/api/session…</c> refuses: the property <c>code</c> of its problem details (RFC 9457). Besides these:
/// <see cref="ChatErrors.BadRequest"/>, <see cref="ChatErrors.Forbidden"/>, <see cref="ChatErrors.Banned"/>,
/// <see cref="ChatErrors.RateLimited"/> and <see cref="ChatErrors.Unavailable"/>.
/// </summary>
public static class SessionErrors
{
    /// <summary>No person can have such a name.</summary>
    public const string BadName = "bad_name";

    /// <summary>The name is kept for the cluster itself.</summary>
    public const string NameReserved = "name_reserved";

    /// <summary>Somebody else uses the name, or one that looks the same.</summary>
    public const string NameInUse = "name_in_use";

    /// <summary>The name is somebody's for good; its passphrase is needed.</summary>
    public const string NameClaimed = "name_claimed";

    /// <summary>It is not the name's passphrase.</summary>
    public const string WrongPassphrase = "wrong_passphrase";

    /// <summary>Too many wrong passphrases for this name. The header <c>Retry-After</c> says when to try again.</summary>
    public const string TooManyAttempts = "too_many_attempts";

    /// <summary>The passphrase is too short or too long.</summary>
    public const string BadPassphrase = "bad_passphrase";

    /// <summary>The session is over: too old, or revoked. Sign in again.</summary>
    public const string SessionEnded = "session_ended";

    /// <summary>Only who has an account may enter: sign in through the provider.</summary>
    public const string NoGuests = "no_guests";
}

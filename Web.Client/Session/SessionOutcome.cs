using AspireChat.Contracts;

namespace AspireChat.Web.Client.Session;

/// <summary>The outcome of a call.</summary>
/// <param name="Session">The session, if the call returns one.</param>
/// <param name="Code">
/// Why it was refused, one of <see cref="SessionErrors"/> or <see cref="ChatErrors"/>; null if it succeeded or the server cannot be
/// reached.
/// </param>
/// <param name="Problem">Why it failed, as a text to show; null if it succeeded.</param>
public sealed record SessionOutcome(SessionResponse? Session, string? Code, string? Problem)
{
    internal const string Unauthorized = "unauthorized";

    /// <summary>Whether the session has ended for good; otherwise the server may only be unavailable.</summary>
    public bool HasEnded => Code is SessionErrors.SessionEnded or SessionErrors.NameInUse
        or ChatErrors.Banned or ChatErrors.Forbidden or Unauthorized;
}

namespace AspireChat.Contracts;

/// <summary>Body of <c>POST /api/session/end</c>.</summary>
public sealed record EndRequest
{
    /// <summary>Ends the user's sessions on all devices, rather than only giving up the name of a guest.</summary>
    public bool Everywhere { get; init; }

    /// <summary>
    /// The page was closed, or is loaded anew: a guest's name becomes free in a minute, unless <c>POST /api/session/refresh</c> comes before.
    /// </summary>
    public bool Pause { get; init; }
}

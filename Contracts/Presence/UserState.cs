namespace AspireChat.Contracts;

/// <summary>Whether a user is here.</summary>
public static class UserState
{
    /// <summary>Connected.</summary>
    public const string Online = "online";

    /// <summary>Connected, with nobody in front of any device.</summary>
    public const string Away = "away";

    /// <summary>Not connected.</summary>
    public const string Offline = "offline";
}

namespace AspireChat.Store.Commands;

/// <summary>The commands that the admin node sends to the chat nodes.</summary>
public static class CommandTypes
{
    /// <summary>Lists connections.</summary>
    public const string Connections = "connections";

    /// <summary>Ends connections.</summary>
    public const string Cut = "cut";

    /// <summary>Asks a share of the clients to connect again.</summary>
    public const string Disconnect = "disconnect";

    /// <summary>Sends a node's clients to other nodes.</summary>
    public const string Drain = "drain";

    /// <summary>Ends a drain.</summary>
    public const string Undrain = "undrain";

    /// <summary>Shows a notice to one user or to everyone.</summary>
    public const string Notify = "notify";

    /// <summary>Bans, mutes, roles or settings changed.</summary>
    public const string Policy = "policy";

    /// <summary>The version of the change, in the body of <see cref="Policy"/>.</summary>
    public const string PolicyVersion = "version";
}

namespace AspireChat.Contracts;

/// <summary>Names that clients and nodes share.</summary>
public static class ChatProtocol
{
    /// <summary>Path of the chat hub, on every node and through the ingress.</summary>
    public const string HubPath = "/hubs/chat";

    /// <summary>The issuer and the audience of the tokens that the hub accepts.</summary>
    public const string TokenIssuer = "aspirechat";

    /// <summary>The claim with the name shown to other users.</summary>
    public const string NameClaim = "name";

    /// <summary>The claim with the user's role: <c>admin</c>, or absent.</summary>
    public const string RoleClaim = "role";

    /// <summary>The role of a cluster administrator, who is an owner in every room.</summary>
    public const string AdminRole = "admin";

    /// <summary>The user id of messages from the cluster itself. No token can have it.</summary>
    public const string SystemUser = "system";

    /// <summary>The prefix of a bot's user id; the bot's name follows. No token's user id can start with it.</summary>
    public const string BotPrefix = "bot:";

    /// <summary>
    /// Returns true if <paramref name="user"/> is the system or a bot, whose messages come through the admin API; false for null.
    /// </summary>
    public static bool IsSystemOrBot(string? user) => user == SystemUser || user?.StartsWith(BotPrefix, StringComparison.Ordinal) == true;
}

namespace AspireChat.Contracts;

/// <summary>Names that both ends of the hub protocol agree on.</summary>
public static class ChatProtocol
{
    /// <summary>Path of the chat hub, on every node and through the ingress.</summary>
    public const string HubPath = "/hubs/chat";

    /// <summary>Issuer and audience of the tokens that the hub accepts.</summary>
    public const string TokenIssuer = "aspirechat";

    /// <summary>The claim that holds the name shown to other people.</summary>
    public const string NameClaim = "name";

    /// <summary>The claim that holds the user's role: <c>admin</c>, or absent.</summary>
    public const string RoleClaim = "role";

    /// <summary>The role of who may administer the cluster; an owner in every room.</summary>
    public const string AdminRole = "admin";

    /// <summary>The user of what the cluster itself says. No token may have it.</summary>
    public const string SystemUser = "system";

    /// <summary>How the user of a bot begins, before the bot's name. No token's user may begin so.</summary>
    public const string BotPrefix = "bot:";

    /// <summary>Whether messages of this user come through the admin API rather than from a person.</summary>
    public static bool IsSystemOrBot(string? user) => user == SystemUser || user?.StartsWith(BotPrefix, StringComparison.Ordinal) == true;
}

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
}

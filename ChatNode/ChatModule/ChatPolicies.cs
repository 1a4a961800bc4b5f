namespace AspireChat.ChatNode.ChatModule;

/// <summary>Names of authorisation policies.</summary>
internal static class ChatPolicies
{
    /// <summary>Somebody with a token that says who it is.</summary>
    public const string User = "chat-user";
}

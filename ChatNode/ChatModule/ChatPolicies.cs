namespace AspireChat.ChatNode.ChatModule;

/// <summary>Names of authorization policies.</summary>
internal static class ChatPolicies
{
    /// <summary>A user with a valid token that has a <c>sub</c>.</summary>
    public const string User = "chat-user";
}

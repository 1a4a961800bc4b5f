using System.Security.Claims;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Delivery;

/// <summary>Who is calling, by the token.</summary>
/// <param name="User">The claim <c>sub</c>.</param>
/// <param name="Name">The claim <c>name</c>, or <c>sub</c> where there is none.</param>
/// <param name="IsAdmin">Whether the claim <c>role</c> is <c>admin</c>.</param>
internal sealed record ChatCaller(string User, string Name, bool IsAdmin)
{
    /// <summary>The caller as an event names them.</summary>
    public EventAuthor Author => new(User, Name);

    public static ChatCaller Of(HubCallerContext context) => Of(context.UserIdentifier, context.User);

    public static ChatCaller Of(HubConnectionContext connection) => Of(connection.UserIdentifier, connection.User);

    private static ChatCaller Of(string? user, ClaimsPrincipal? claims) => user is null
        ? throw new HubException("The token has no 'sub'.")
        : new ChatCaller(
            user, claims?.FindFirstValue(ChatProtocol.NameClaim) ?? user, claims?.FindFirstValue(ChatProtocol.RoleClaim) == ChatProtocol.AdminRole);
}

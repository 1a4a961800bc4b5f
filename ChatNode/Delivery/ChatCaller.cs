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

    /// <exception cref="HubException">The token has no <c>sub</c>.</exception>
    public static ChatCaller Of(HubConnectionContext connection)
    {
        var user = connection.UserIdentifier ?? throw new HubException("The token has no 'sub'.");
        var claims = connection.User;
        var isAdmin = claims.FindFirstValue(ChatProtocol.RoleClaim) == ChatProtocol.AdminRole;
        return new ChatCaller(user, claims.FindFirstValue(ChatProtocol.NameClaim) ?? user, isAdmin);
    }
}

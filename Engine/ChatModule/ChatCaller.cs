using System.Security.Claims;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.Engine.ChatModule;

/// <summary>Who is calling, by the token.</summary>
/// <param name="User">The claim <c>sub</c>.</param>
/// <param name="Name">The claim <c>name</c>, or <c>sub</c> where there is none.</param>
internal sealed record ChatCaller(string User, string Name)
{
    public static ChatCaller Of(HubCallerContext context)
    {
        var user = context.UserIdentifier ?? throw new HubException("The token has no 'sub'.");
        return new ChatCaller(user, context.User?.FindFirstValue(ChatProtocol.NameClaim) ?? user);
    }
}

/// <summary>SignalR's user is the token's <c>sub</c>.</summary>
internal sealed class SubjectUserIdProvider : IUserIdProvider
{
    public string? GetUserId(HubConnectionContext connection) => connection.User?.FindFirstValue("sub");
}

using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.ChatModule;

/// <summary>SignalR's user is the token's <c>sub</c>.</summary>
internal sealed class SubjectUserIdProvider : IUserIdProvider
{
    public string? GetUserId(HubConnectionContext connection) => connection.User?.FindFirstValue("sub");
}

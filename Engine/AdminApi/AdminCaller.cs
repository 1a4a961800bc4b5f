using System.Security.Claims;
using AspireChat.Contracts;
using AspireChat.Engine.AdminApi.Access;
using Microsoft.AspNetCore.Http;

namespace AspireChat.Engine.AdminApi;

/// <summary>Who calls the admin API.</summary>
internal static class AdminCaller
{
    /// <summary>The name in the token, or <c>api-key</c>: what the audit log and a sanction's <c>by</c> say.</summary>
    public static string Name(HttpContext http) => http.User.FindFirstValue(ChatProtocol.NameClaim) ?? http.User.FindFirstValue("sub") ?? "";

    /// <summary>Whether the caller has the admin key itself, rather than a token.</summary>
    public static bool HasKey(HttpContext http) => http.User.Identity?.AuthenticationType == AdminKeyHandler.Scheme;
}

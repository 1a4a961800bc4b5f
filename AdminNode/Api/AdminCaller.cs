using System.Security.Claims;
using AspireChat.Contracts;
using Microsoft.AspNetCore.Http;

namespace AspireChat.AdminNode.Api;

/// <summary>Who calls the admin API. A parameter of this type is filled from the request.</summary>
/// <param name="Name">The name in the token, or <c>api-key</c>: what the audit log and a sanction's <c>by</c> say.</param>
/// <param name="HasKey">Whether the caller has the admin key itself rather than a token.</param>
internal sealed record AdminCaller(string Name, bool HasKey)
{
    /// <summary>The authentication scheme of the admin key.</summary>
    public const string KeyScheme = "AdminKey";

    public static AdminCaller Of(HttpContext context)
    {
        var user = context.User;
        return new AdminCaller(
            user.FindFirstValue(ChatProtocol.NameClaim) ?? user.FindFirstValue("sub") ?? "",
            user.Identity?.AuthenticationType == KeyScheme);
    }

    /// <summary>How minimal APIs find a parameter's value.</summary>
    public static ValueTask<AdminCaller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));
}

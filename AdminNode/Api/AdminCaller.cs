using System.Security.Claims;
using AspireChat.Contracts;
using Microsoft.AspNetCore.Http;

namespace AspireChat.AdminNode.Api;

/// <summary>Who calls the admin API. A parameter of this type is bound from the request.</summary>
/// <param name="User">The token's <c>sub</c>, or <c>api-key</c>. Unlike names, it is unique.</param>
/// <param name="Name">The token's <c>name</c>, to show to people.</param>
/// <param name="HasKey">Whether the caller has the admin key itself rather than a token.</param>
internal sealed record AdminCaller(string User, string Name, bool HasKey)
{
    /// <summary>The authentication scheme of the admin key.</summary>
    public const string KeyScheme = "AdminKey";

    /// <summary>A string that no other caller has: a token's <c>sub</c> could be <c>api-key</c> as well.</summary>
    public string Id => $"{(HasKey ? "key" : "token")} {User}";

    public static AdminCaller Of(HttpContext context)
    {
        var user = context.User.FindFirstValue("sub") ?? "";
        return new AdminCaller(
            user, context.User.FindFirstValue(ChatProtocol.NameClaim) ?? user, context.User.Identity?.AuthenticationType == KeyScheme);
    }

    /// <summary>Called by minimal APIs to bind a parameter.</summary>
    public static ValueTask<AdminCaller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));
}

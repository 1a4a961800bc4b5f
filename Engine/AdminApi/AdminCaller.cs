using System.Security.Claims;
using AspireChat.Contracts;
using Microsoft.AspNetCore.Http;

namespace AspireChat.Engine.AdminApi;

/// <summary>Who calls the admin API. A parameter of this type is filled from the request.</summary>
/// <param name="Name">The name in the token, or <c>api-key</c>: what the audit log and a sanction's <c>by</c> say.</param>
internal sealed record AdminCaller(string Name)
{
    /// <summary>How minimal APIs find a parameter's value.</summary>
    public static ValueTask<AdminCaller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new AdminCaller(context.User.FindFirstValue(ChatProtocol.NameClaim) ?? "api-key"));
}

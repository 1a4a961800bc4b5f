using System.Security.Claims;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Hosting;
using AspireChat.Store.Moderation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireChat.Web.Sessions;

/// <summary>Opens and renews no sessions for banned networks, except for administrators.</summary>
internal sealed class BannedNetworks(UserSessions users) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await RefuseAsync(context.HttpContext, context.HttpContext.User.FindFirstValue(ChatProtocol.RoleClaim)) ?? await next(context);

    /// <summary>The refusal to a user with this role; null if there is no ban.</summary>
    public async Task<ProblemHttpResult?> RefuseAsync(HttpContext context, string? role) =>
        role != ChatProtocol.AdminRole && ClientNetwork.Known(context) is { } network
        && await users.NetworkBanOfAsync(network) is { } reason
            ? SessionProblem.Of(StatusCodes.Status403Forbidden, ChatErrors.Banned, $"Your network is banned: {reason}")
            : null;
}

using System.Globalization;
using System.Security.Claims;
using AspireChat.Contracts;
using AspireChat.Store.Accounts;
using AspireChat.Web.Options;
using AspireChat.Web.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Accounts.OpenId;

/// <summary>
/// Sign-in with an account elsewhere: <c>GET /api/session/oidc</c> leads to the provider and back to the page, which then gets its session
/// by <c>POST /api/session/oidc</c>. So no token ever appears in an address.
/// </summary>
internal static class AccountEndpoints
{
    public const string Path = "/api/session/oidc";

    /// <summary>How the page learns that a user comes back from the provider: <c>?signin=done</c> or <c>failed</c>.</summary>
    public const string Query = "signin";

    /// <summary>Must be sent with the POST; another site's page cannot set it.</summary>
    private const string Header = "X-Requested-With";

    /// <summary>How many people may have one name, with a number each.</summary>
    private const int Namesakes = 1_000;

    public static void MapAccounts(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<ProviderOptions>>().Value.IsSet)
        {
            return;
        }

        app.MapGet(Path, Start);
        app.MapPost(Path, OpenAsync).AddEndpointFilter<RedisAway>().DisableAntiforgery();
    }

    private static ChallengeHttpResult Start(string? returnTo)
    {
        var page = returnTo is not null && RedirectHttpResult.IsLocalUrl(returnTo) ? returnTo : "/";
        return TypedResults.Challenge(
            new AuthenticationProperties { RedirectUri = QueryHelpers.AddQueryString(page, Query, "done") }, [ProviderExtensions.Provider]);
    }

    private static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> OpenAsync(
        HttpContext context, IOptions<ProviderOptions> provider, BannedNetworks networks, NameRegister names, SessionIssuer issuer,
        TimeProvider time)
    {
        if (!context.Request.Headers.ContainsKey(Header))
        {
            return SessionProblem.Of(StatusCodes.Status400BadRequest, ChatErrors.BadRequest, $"The header {Header} is missing.");
        }

        var answer = await context.AuthenticateAsync(ProviderExtensions.Cookie);
        if (answer.Principal is not { } account || account.FindFirst("sub") is not { } subject)
        {
            return SessionIssuer.Ended();
        }

        var role = provider.Value.IsAdmin(account) ? ChatProtocol.AdminRole : null;
        if (await networks.RefuseAsync(context, role) is { } banned)
        {
            return banned;
        }

        var user = UserId.OfAccount(account.FindFirstValue("iss") ?? subject.Issuer, subject.Value);
        var name = await TakeNameAsync(names, user, AccountName.Of(account));
        var authenticatedAt = answer.Properties?.IssuedUtc ?? time.GetUtcNow();
        var session = await issuer.OpenAsync(new SessionHolder(user, name, role, authenticatedAt), kept: true);
        await context.SignOutAsync(ProviderExtensions.Cookie);
        return session;
    }

    /// <summary>The account's name, with a number added if somebody else has it already.</summary>
    private static async Task<string> TakeNameAsync(NameRegister names, string user, string name)
    {
        for (var number = 1; number <= Namesakes; number++)
        {
            var candidate = number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {number}");
            if ((await names.TakeAsync(NameFolding.Fold(candidate), user, candidate, hasAccount: true)).IsOurs)
            {
                return candidate;
            }
        }

        return name;
    }
}

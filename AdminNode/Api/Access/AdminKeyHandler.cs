using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using AspireChat.Contracts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Api.Access;

/// <summary>Authenticates by the admin key in <c>X-Api-Key</c>.</summary>
internal sealed class AdminKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IOptions<AdminKeyOptions> key)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = AdminCaller.KeyScheme;

    public const string Header = "X-Api-Key";

    private const string CallerName = "api-key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ } given])
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        // Of hashes, so that not even the length shows in the time it takes.
        var isKey = CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(key.Value.KeyBytes));
        if (!isKey)
        {
            return Task.FromResult(AuthenticateResult.Fail("The admin key is wrong."));
        }

        Claim[] claims = [new("sub", CallerName), new(ChatProtocol.NameClaim, CallerName), new(ChatProtocol.RoleClaim, AdminAccess.Role)];
        var identity = new ClaimsIdentity(claims, Scheme, ChatProtocol.NameClaim, ChatProtocol.RoleClaim);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme)));
    }
}

using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Api.Access;

/// <summary>The key of the admin API and of the inbox.</summary>
public sealed class AdminKeyOptions
{
    /// <summary>Minimum length of the key, in characters.</summary>
    public const int MinimumLength = 32;

    /// <summary>The secret, <c>Chat:AdminKey</c>.</summary>
    public string AdminKey { get; set; } = "";

    /// <summary>Another key that is accepted: <c>Chat:SecondAdminKey</c>, while the keys are being changed.</summary>
    public string? SecondAdminKey { get; set; }

    /// <summary>All keys that are accepted.</summary>
    internal IReadOnlyList<byte[]> Keys => KeySetting.Bytes(AdminKey, SecondAdminKey);
}

internal sealed class AdminKeyOptionsValidator : IValidateOptions<AdminKeyOptions>
{
    public ValidateOptionsResult Validate(string? name, AdminKeyOptions options)
    {
        var first = Validate("Chat:AdminKey", options.AdminKey);
        return first.Failed || string.IsNullOrEmpty(options.SecondAdminKey)
            ? first
            : Validate("Chat:SecondAdminKey", options.SecondAdminKey);
    }

    private static ValidateOptionsResult Validate(string setting, string key) =>
        SecretSetting.Validate(setting, key.Length, AdminKeyOptions.MinimumLength, "characters");
}

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

        // Compares hashes, so that the time it takes does not even reveal the length.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        if (!key.Value.Keys.Any(known => CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(known))))
        {
            return Task.FromResult(AuthenticateResult.Fail("The admin key is wrong."));
        }

        Claim[] claims =
        [
            new("sub", CallerName), new(ChatProtocol.NameClaim, CallerName), new(ChatProtocol.RoleClaim, ChatProtocol.AdminRole),
        ];
        var identity = new ClaimsIdentity(claims, Scheme, ChatProtocol.NameClaim, ChatProtocol.RoleClaim);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme)));
    }
}

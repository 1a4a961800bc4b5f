using AspireChat.Contracts;
using AspireChat.Web.Options;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Accounts;

/// <summary>Makes and checks the hashes of passphrases, as ASP.NET Core Identity does (PBKDF2, each with its own salt).</summary>
public sealed class Passphrases(IOptions<SessionSettings> settings)
{
    private readonly PasswordHasher<Passphrases> _hasher = new(new OptionsWrapper<PasswordHasherOptions>(
        new PasswordHasherOptions { IterationCount = settings.Value.PassphraseIterations }));

    /// <summary>Whether its length is allowed. JSON may have none: null.</summary>
    public static bool IsAllowed(string? passphrase) =>
        passphrase?.Length is >= ClaimRequest.MinPassphrase and <= ClaimRequest.MaxPassphrase;

    /// <summary>The hash to keep.</summary>
    public string Hash(string passphrase) => _hasher.HashPassword(this, passphrase);

    /// <summary>Whether it is the passphrase of a hash. One whose length is not allowed is not hashed.</summary>
    public bool IsRight(string hash, string? passphrase) =>
        passphrase is not null
        && IsAllowed(passphrase)
        && _hasher.VerifyHashedPassword(this, hash, passphrase) != PasswordVerificationResult.Failed;
}

using AspireChat.Web.Options;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Sessions;

/// <summary>Who may enter: guests, people with an account at the configured provider, or both.</summary>
internal sealed class AccountPolicy(IOptions<ProviderOptions> provider, TimeProvider time)
{
    /// <summary>Whether a name alone is enough.</summary>
    public bool AllowsGuests => !provider.Value.IsSet || provider.Value.Guests;

    /// <summary>
    /// Whether the provider has identified the user recently enough: roles and accounts that it revoked must not stay valid.
    /// </summary>
    public bool IsFresh(SessionHolder holder) =>
        provider.Value.IsSet && holder.AuthenticatedAt is { } at && time.GetUtcNow() < at + provider.Value.SignInAgainAfter;
}

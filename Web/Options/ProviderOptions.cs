using System.Security.Claims;

namespace AspireChat.Web.Options;

/// <summary>
/// Settings under <c>Authentication</c>: the OpenID Connect provider whose users may enter. Without an <see cref="Authority"/> there are
/// guests only.
/// </summary>
public sealed class ProviderOptions
{
    /// <summary>
    /// The provider's address, under which its <c>/.well-known/openid-configuration</c> is. https, except on this machine.
    /// </summary>
    public string Authority { get; set; } = "";

    /// <summary>The client id of this chat at the provider.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client secret that belongs to it, if any.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What the page calls the provider.</summary>
    public string DisplayName { get; set; } = "your account";

    /// <summary>The scopes to ask for, separated by spaces.</summary>
    public string Scopes { get; set; } = "openid profile";

    /// <summary>Whether guests may enter as well.</summary>
    public bool Guests { get; set; }

    /// <summary>Who has the role <c>admin</c>: <c>CLAIM=VALUE</c>, such as <c>groups=chat-admins</c>. Empty: nobody.</summary>
    public string AdminClaim { get; set; } = "";

    /// <summary>After what time the provider is asked again who a user is and which role they have.</summary>
    public TimeSpan SignInAgainAfter { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Whether there is a provider.</summary>
    public bool IsSet => Authority.Length > 0;

    /// <summary>The claim's name in <see cref="AdminClaim"/>.</summary>
    internal string AdminClaimType => AdminClaim.Split('=', 2)[0];

    /// <summary>Whether these claims make an admin.</summary>
    internal bool IsAdmin(ClaimsPrincipal account) => AdminClaim.Split('=', 2) is [var type, var value] && account.HasClaim(type, value);
}

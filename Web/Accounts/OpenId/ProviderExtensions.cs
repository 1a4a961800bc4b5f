using AspireChat.Store.Accounts;
using AspireChat.Web.Options;
using AspireChat.Web.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AspireChat.Web.Accounts.OpenId;

/// <summary>Registers the sign-in by an OpenID Connect provider (authorization code with PKCE), if one is configured.</summary>
internal static class ProviderExtensions
{
    /// <summary>The cookie that carries the provider's answer from its redirect to the page's call, and nothing else.</summary>
    public const string Cookie = "account";

    /// <summary>The scheme that redirects to the provider.</summary>
    public const string Provider = "provider";

    private static readonly TimeSpan CookieLifetime = TimeSpan.FromMinutes(5);

    public static void AddProvider(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("Authentication");
        builder.Services.AddOptions<ProviderOptions>().Bind(section)
            .Validate(
                provider => !provider.IsSet || IsSafe(provider.Authority),
                "Authentication:Authority must be an https address.")
            .Validate(
                provider => !provider.IsSet || provider.ClientId.Length > 0,
                "Authentication:ClientId is not set; the provider issues it.")
            .Validate(
                provider => provider.AdminClaim.Length == 0 || provider.AdminClaim.IndexOf('=', StringComparison.Ordinal) > 0,
                "Authentication:AdminClaim must be CLAIM=VALUE, such as groups=chat-admins.")
            .Validate(
                provider => provider.SignInAgainAfter >= TimeSpan.FromMinutes(1),
                "Authentication:SignInAgainAfter must be at least 00:01:00.")
            .ValidateOnStart();
        if (string.IsNullOrEmpty(section[nameof(ProviderOptions.Authority)]))
        {
            return;
        }

        builder.Services.AddAuthentication().AddCookie(Cookie, SetCookie).AddOpenIdConnect(Provider, _ => { });
        builder.Services.AddOptions<OpenIdConnectOptions>(Provider)
            .Configure<IOptions<ProviderOptions>>((openId, provider) => Set(openId, provider.Value));

        // The redirects may come back to another replica, or after a restart.
        builder.Services.AddDataProtection().SetApplicationName("AspireChat");
        builder.Services.AddSingleton<SealedKeyList>();
        builder.Services.AddSingleton<SealedKeys>();
        builder.Services.AddOptions<KeyManagementOptions>().Configure<SealedKeys>((keys, repository) =>
        {
            keys.XmlRepository = repository;
            keys.XmlEncryptor = new NullXmlEncryptor(); // The repository encrypts the whole entry.
        });
    }

    private static bool IsSafe(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var address) && (address.Scheme == "https" || address.IsLoopback);

    private static void SetCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Cookie;
        options.Cookie.Path = AccountEndpoints.Path;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.ExpireTimeSpan = CookieLifetime;
        options.SlidingExpiration = false;
    }

    private static void Set(OpenIdConnectOptions openId, ProviderOptions provider)
    {
        openId.SignInScheme = Cookie;
        openId.Authority = provider.Authority;
        openId.RequireHttpsMetadata = !new Uri(provider.Authority).IsLoopback;
        openId.ClientId = provider.ClientId;
        openId.ClientSecret = provider.ClientSecret;
        openId.ResponseType = OpenIdConnectResponseType.Code;

        // Not form_post: its cookies would have to be SameSite=None, which browsers accept over https only.
        openId.ResponseMode = OpenIdConnectResponseMode.Query;
        openId.CorrelationCookie.SameSite = SameSiteMode.Lax;
        openId.NonceCookie.SameSite = SameSiteMode.Lax;
        openId.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        openId.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        openId.CallbackPath = $"{AccountEndpoints.Path}/callback";
        openId.MapInboundClaims = false;
        openId.GetClaimsFromUserInfoEndpoint = true;
        openId.Scope.Clear();
        foreach (var scope in provider.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            openId.Scope.Add(scope);
        }

        if (provider.AdminClaim.Length > 0)
        {
            openId.ClaimActions.MapJsonKey(provider.AdminClaimType, provider.AdminClaimType);
        }

        openId.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect($"/?{AccountEndpoints.Query}=failed");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}

using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Web.Options;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Sessions;

/// <summary>Lets an expired token be renewed: <see cref="SessionSettings.RenewableFor"/>. It is valid for nothing else.</summary>
internal static class RenewableTokens
{
    /// <summary>The policy of the endpoints that take such tokens, and the scheme that checks them.</summary>
    public const string Policy = "renewable";

    /// <summary>Adds both.</summary>
    public static void AddRenewableTokens(this IServiceCollection services)
    {
        services.AddAuthentication().AddJwtBearer(Policy, _ => { });
        services.AddOptions<JwtBearerOptions>(Policy).Configure<ChatTokens, IOptions<SessionSettings>>((bearer, tokens, options) =>
        {
            bearer.MapInboundClaims = false;
            bearer.TokenValidationParameters = tokens.Validation;
            bearer.TokenValidationParameters.ClockSkew += options.Value.RenewableFor;
        });
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Policy).RequireClaim("sub"));
    }
}

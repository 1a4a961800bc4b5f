using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Moderation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace AspireChat.AdminNode.Api.Access;

/// <summary>
/// Who can call the admin API: callers with the admin key, and callers with a token that is signed with <c>Chat:AdminSigningKey</c>
/// and whose role is <c>admin</c>, unless the user is banned or the token was revoked.
/// </summary>
internal static class AdminAccess
{
    public const string Policy = "admin";

    private const string Either = "KeyOrToken";

    public static void AddAdminAccess(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<AdminKeyOptions>, AdminKeyOptionsValidator>();
        builder.Services.AddOptions<AdminKeyOptions>().Bind(builder.Configuration.GetSection("Chat")).ValidateOnStart();

        builder.AddAdminAuthentication();
        builder.Services.AddAuthentication(Either)
            .AddScheme<AuthenticationSchemeOptions, AdminKeyHandler>(AdminKeyHandler.Scheme, null)
            .AddPolicyScheme(Either, null, policy => policy.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey(AdminKeyHandler.Header)
                    ? AdminKeyHandler.Scheme
                    : JwtBearerDefaults.AuthenticationScheme);
        builder.Services.AddAuthorizationBuilder().AddPolicy(Policy, policy =>
            policy.RequireAuthenticatedUser().RequireRole(ChatProtocol.AdminRole).AddRequirements(new CurrentTokenRequirement()));
        builder.Services.AddSingleton<UserSessions>();
        builder.Services.AddSingleton<TokenStatus>();
        builder.Services.AddSingleton<IAuthorizationHandler, CurrentTokenHandler>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        builder.Services.AddRateLimits();

        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<AdminOptions>>((forwarded, admin) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var range in admin.Value.TrustedProxies)
            {
                forwarded.KnownIPNetworks.Add(IPNetwork.Parse(range));
            }
        });
    }
}

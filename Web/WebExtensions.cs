using AspireChat.Web.Hosting;
using AspireChat.Web.Options;
using AspireChat.Web.Sessions;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace AspireChat.Web;

/// <summary>What the page's host consists of.</summary>
public static class WebExtensions
{
    /// <summary>Adds sign-in, its limit, and the page.</summary>
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        // Else the files of a build, as opposed to a publish, are found in the Development environment only.
        builder.WebHost.UseStaticWebAssets();

        builder.Services.AddOptions<WebOptions>()
            .Bind(builder.Configuration.GetSection("Web"))
            .ValidateDataAnnotations()
            .Validate(web => web.TrustedProxies.All(range => IPNetwork.TryParse(range, out _)),
                "Web:TrustedProxies must hold address ranges such as 10.0.0.0/8.")
            .ValidateOnStart();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<WebOptions>>((forwarded, web) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var range in web.Value.TrustedProxies)
            {
                forwarded.KnownIPNetworks.Add(IPNetwork.Parse(range));
            }
        });
        // A body that cannot be read is the caller's mistake in every environment, also in Development, and the answer shows nothing of the program.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = SessionProblem.Complete);
        builder.AddAccounts();
        builder.Services.AddSessionLimit();
        builder.Services.AddSingleton<PageAssets>();
        builder.Services.AddSingleton<HostPage>();
    }

    /// <summary>What every request passes: the client's address, security headers, problem details, limits.</summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
    }
}

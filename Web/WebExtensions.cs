using AspireChat.Web.Hosting;
using AspireChat.Web.Options;
using AspireChat.Web.Sessions;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace AspireChat.Web;

/// <summary>The services and the middleware of the page's host.</summary>
public static class WebExtensions
{
    /// <summary>Adds sign-in, its limit, and the page.</summary>
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        // Otherwise the files of a build, unlike those of a publish, are found in the Development environment only.
        builder.WebHost.UseStaticWebAssets();

        builder.Services.AddOptions<WebOptions>()
            .Bind(builder.Configuration.GetSection("Web"))
            .ValidateDataAnnotations()
            .Validate(web => web.TrustedProxies.All(range => IPNetwork.TryParse(range, out _)),
                "Web:TrustedProxies must hold address ranges such as 10.0.0.0/8.")
            .ValidateOnStart();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<WebOptions>>((forwarded, web) =>
        {
            forwarded.ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var range in web.Value.TrustedProxies)
            {
                forwarded.KnownIPNetworks.Add(IPNetwork.Parse(range));
            }
        });
        // A body that cannot be read is the caller's mistake in every environment, including Development, and the answer reveals no
        // internals.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = SessionProblem.Complete);
        builder.AddAccounts();
        builder.Services.AddSessionLimit();
        builder.Services.AddSingleton<PageAssets>();
        builder.Services.AddSingleton<FirstScreens>();
        builder.Services.AddSingleton<HostPage>();
    }

    /// <summary>The middleware of every request: the client's address, security headers, problem details, limits.</summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = failure =>
                failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
    }
}

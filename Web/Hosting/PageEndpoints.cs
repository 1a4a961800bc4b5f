using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireChat.Web.Hosting;

/// <summary>Maps the page and the headers that protect it.</summary>
public static class PageEndpoints
{
    /// <summary>Serves the page at every address that is neither a file nor under <c>/api</c>: the page's own router knows them.</summary>
    public static void MapPage(this WebApplication app)
    {
        app.Map("/api/{**path}", () => TypedResults.NotFound());
        app.MapGet("/r/{room}", Page); // A room's name may have a dot, which "nonfile" takes for a file's.
        app.MapGet("/admin/{**path}", Page); // So may a user's id and a node's name.
        app.MapFallback("{*path:nonfile}", Page);
    }

    /// <summary>Adds the security headers to every answer.</summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.RequestServices.GetRequiredService<HostPage>().ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        return next(context);
    });

    private static FileContentHttpResult Page(HttpContext context, HostPage page)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(page.Html, "text/html; charset=utf-8");
    }
}

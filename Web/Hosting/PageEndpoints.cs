using AspireChat.Web.Client.Language;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireChat.Web.Hosting;

/// <summary>Maps the pages and the headers that protect them.</summary>
public static class PageEndpoints
{
    /// <summary>
    /// Serves the page at every address that is neither a file nor under <c>/api</c>, for the page's own router, and the plain page at
    /// <c>/plain</c>.
    /// </summary>
    public static void MapPage(this WebApplication app)
    {
        app.Map("/api/{**path}", () => TypedResults.NotFound());
        app.MapGet("/plain", Plain);
        app.MapGet("/r/{room}", Chat); // A room's name may have a dot, which "nonfile" takes for a file's.
        app.MapGet("/admin/{**path}", Admin); // So may a user's id and a node's name.
        app.MapFallback("{*path:nonfile}", Chat);
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

    private static FileContentHttpResult Chat(HttpContext context, HostPage page) => Html(context, page.Chat(LanguageOf(context)));

    private static FileContentHttpResult Admin(HttpContext context, HostPage page) => Html(context, page.Admin(LanguageOf(context)));

    private static FileContentHttpResult Plain(HttpContext context, HostPage page) => Html(context, page.Plain(LanguageOf(context)));

    private static FileContentHttpResult Html(HttpContext context, ReadOnlyMemory<byte> html)
    {
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Vary = "Accept-Language, Cookie";
        return TypedResults.Bytes(html, "text/html; charset=utf-8");
    }

    // The one that the reader has chosen, or the browser's first choice among those that are offered.
    private static string LanguageOf(HttpContext context) => Languages.Match(
        context.Request.Cookies[Languages.Cookie] is { } chosen
            ? [chosen]
            : context.Request.GetTypedHeaders().AcceptLanguage
                .OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.ToString()));
}

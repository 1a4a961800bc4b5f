using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Hosting;

/// <summary>
/// The one HTML page: <c>index.html</c> of Web.Client with this server's settings written into it, so that
/// the page needs no request for them, and the content security policy that fits it.
/// </summary>
public sealed partial class HostPage
{
    /// <summary>Reads the page.</summary>
    /// <exception cref="FileNotFoundException">The page's files are not beside the program.</exception>
    public HostPage(IWebHostEnvironment environment, IOptions<WebOptions> options)
    {
        var file = environment.WebRootFileProvider.GetFileInfo("index.html");
        if (!file.Exists)
        {
            throw new FileNotFoundException($"index.html is not in the web root of {environment.ContentRootPath}; build or publish Web anew.");
        }

        using var reader = new StreamReader(file.CreateReadStream(), Encoding.UTF8);
        var html = reader.ReadToEnd();
        if (options.Value.Networks ?? environment.IsDevelopment())
        {
            html = html.Replace("data-networks=\"\"", "data-networks=\"a b c\"", StringComparison.Ordinal);
        }

        Html = Encoding.UTF8.GetBytes(html);
        ContentSecurityPolicy = Policy(html);
    }

    /// <summary>The page, UTF-8.</summary>
    public ReadOnlyMemory<byte> Html { get; }

    /// <summary>The value of the header <c>Content-Security-Policy</c>.</summary>
    public string ContentSecurityPolicy { get; }

    /// <summary>
    /// Scripts come from here only. The import map is the one that stands in the page itself, written by the build with
    /// every build's new file names, so it is allowed by its hash. <c>connect-src 'self'</c> covers WebSockets of this origin.
    /// </summary>
    private static string Policy(string html)
    {
        var hashes = InlineScript().Matches(html)
            .Select(script => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups["code"].Value))))
            .Select(hash => $" 'sha256-{hash}'");
        return "default-src 'self'; " +
            $"script-src 'self' 'wasm-unsafe-eval'{string.Concat(hashes)}; " +
            "style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
            "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    [GeneratedRegex("<script(?![^>]*\\ssrc=)[^>]*>(?<code>.*?)</script>", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex InlineScript();
}

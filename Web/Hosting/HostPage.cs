using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using AspireChat.Web.Accounts.OpenId;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Hosting;

/// <summary>
/// The one HTML page, and the content security policy that fits it: <c>index.html</c> of Web.Client, with the addresses of
/// this build's files and this server's settings written into it, so that the page needs no request for them. Made at the
/// first request, since the files' addresses are known only once the host has started.
/// </summary>
public sealed partial class HostPage
{
    /// <summary>Reads the page.</summary>
    /// <exception cref="FileNotFoundException">The page's files are not beside the program.</exception>
    public HostPage(PageAssets assets, IWebHostEnvironment environment, IOptions<WebOptions> options, IOptions<ProviderOptions> provider)
    {
        var file = environment.WebRootFileProvider.GetFileInfo("index.html");
        if (!file.Exists)
        {
            throw new FileNotFoundException($"index.html is not in the web root of {environment.ContentRootPath}; build or publish Web anew.");
        }

        using var reader = new StreamReader(file.CreateReadStream(), Encoding.UTF8);
        var importMap = assets.ImportMap();
        var html = FileReference().Replace(reader.ReadToEnd(), reference =>
            $"{reference.Groups["attribute"].Value}=\"{assets.AddressOf(reference.Groups["file"].Value)}\"");
        html = html.Replace("<script type=\"importmap\"></script>", $"<script type=\"importmap\">{importMap}</script>", StringComparison.Ordinal);
        if (options.Value.Networks ?? environment.IsDevelopment())
        {
            html = html.Replace("data-networks=\"\"", "data-networks=\"a b c\"", StringComparison.Ordinal);
        }

        if (options.Value.BrowserTraces > 0)
        {
            var share = options.Value.BrowserTraces.ToString(CultureInfo.InvariantCulture);
            html = html.Replace("data-traces=\"\"", $"data-traces=\"{share}\"", StringComparison.Ordinal);
        }

        if (provider.Value.IsSet)
        {
            html = html.Replace("data-account=\"\"", $"data-account=\"{HtmlEncoder.Default.Encode(provider.Value.DisplayName)}\"", StringComparison.Ordinal);
            html = html.Replace("data-guests=\"on\"", $"data-guests=\"{(provider.Value.Guests ? "on" : "off")}\"", StringComparison.Ordinal);
        }

        Html = Encoding.UTF8.GetBytes(html);
        ContentSecurityPolicy = Policy(importMap);
    }

    /// <summary>The page, UTF-8.</summary>
    public ReadOnlyMemory<byte> Html { get; }

    /// <summary>The value of the header <c>Content-Security-Policy</c>.</summary>
    public string ContentSecurityPolicy { get; }

    /// <summary>
    /// Scripts come from here only, but for the import map, which has to stand in the page and is allowed by its hash.
    /// <c>connect-src 'self'</c> covers WebSockets of this origin.
    /// </summary>
    private static string Policy(string importMap)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(importMap)));
        return "default-src 'self'; " +
            $"script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}'; " +
            "style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
            "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    [GeneratedRegex("(?<attribute>href|src)=\"(?<file>[^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex FileReference();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Options;
using Microsoft.Extensions.Options;
using FileOptions = AspireChat.Web.Files.FileOptions;

namespace AspireChat.Web.Hosting;

/// <summary>
/// The HTML page, <c>index.html</c> of Web.Client, the plain one, and the content security policy for both, in each language. The
/// addresses of this build's files, this server's settings and the first screen are written into them, so that they need no request for
/// them. Made at the first request, since the files' addresses are known only once the host has started.
/// </summary>
public sealed partial class HostPage
{
    private readonly PageAssets _assets;
    private readonly IWebHostEnvironment _environment;
    private readonly WebOptions _options;
    private readonly ProviderOptions _provider;
    private readonly FileOptions _files;
    private readonly FirstScreens _screens;
    private readonly string _importMap;
    private readonly Dictionary<string, byte[]> _chat = [];
    private readonly Dictionary<string, byte[]> _admin = [];
    private readonly Dictionary<string, byte[]> _plain = [];

    /// <summary>Reads the pages.</summary>
    /// <exception cref="FileNotFoundException">The pages' files are not next to the program.</exception>
    public HostPage(
        PageAssets assets, IWebHostEnvironment environment, IOptions<WebOptions> options, IOptions<ProviderOptions> provider,
        IOptions<FileOptions> files, FirstScreens screens)
    {
        (_assets, _environment, _options, _provider, _files) = (assets, environment, options.Value, provider.Value, files.Value);
        _screens = screens;
        _importMap = assets.ImportMap();
        foreach (var (language, _) in Languages.Offered)
        {
            _chat[language] = Read("index.html", language, screens.SignIn(language));
            _admin[language] = Read("index.html", language, screens.Splash(language));
            _plain[language] = Read("plain/plain.html", language);
        }

        ContentSecurityPolicy = Policy(_importMap);
    }

    /// <summary>The chat's page with its form to sign in, UTF-8.</summary>
    public ReadOnlyMemory<byte> Chat(string language) => _chat[language];

    /// <summary>The admin pages' page, UTF-8.</summary>
    public ReadOnlyMemory<byte> Admin(string language) => _admin[language];

    /// <summary>The page without WebAssembly, UTF-8.</summary>
    public ReadOnlyMemory<byte> Plain(string language) => _plain[language];

    /// <summary>The value of the header <c>Content-Security-Policy</c>.</summary>
    public string ContentSecurityPolicy { get; }

    private byte[] Read(string name, string language, string firstScreen = "")
    {
        var file = _environment.WebRootFileProvider.GetFileInfo(name);
        if (!file.Exists)
        {
            throw new FileNotFoundException(
                $"{name} is not in the web root of {_environment.ContentRootPath}; build or publish Web again.");
        }

        using var reader = new StreamReader(file.CreateReadStream(), Encoding.UTF8);
        var html = FileReference().Replace(reader.ReadToEnd(), reference =>
            $"{reference.Groups["attribute"].Value}=\"{_assets.AddressOf(reference.Groups["file"].Value)}\"");
        html = html.Replace("<html lang=\"en\"", $"<html lang=\"{language}\"", StringComparison.Ordinal)
            .Replace("<!--first screen-->", firstScreen, StringComparison.Ordinal)
            .Replace("<!--error bar-->", _screens.ErrorBar(language), StringComparison.Ordinal);
        html = html.Replace(
            "<script type=\"importmap\"></script>", $"<script type=\"importmap\">{_importMap}</script>", StringComparison.Ordinal);
        if (_options.Networks ?? _environment.IsDevelopment())
        {
            html = html.Replace("data-networks=\"\"", "data-networks=\"a b c\"", StringComparison.Ordinal);
        }

        var maxFile = _files.MaxBytes.ToString(CultureInfo.InvariantCulture);
        html = html.Replace("data-max-file=\"\"", $"data-max-file=\"{maxFile}\"", StringComparison.Ordinal);
        if (_options.BrowserTraces > 0)
        {
            var share = _options.BrowserTraces.ToString(CultureInfo.InvariantCulture);
            html = html.Replace("data-traces=\"\"", $"data-traces=\"{share}\"", StringComparison.Ordinal);
        }

        if (_provider.IsSet)
        {
            var account = HtmlEncoder.Default.Encode(_provider.DisplayName);
            html = html.Replace("data-account=\"\"", $"data-account=\"{account}\"", StringComparison.Ordinal);
            html = html.Replace("data-guests=\"on\"", $"data-guests=\"{(_provider.Guests ? "on" : "off")}\"", StringComparison.Ordinal);
        }

        return Encoding.UTF8.GetBytes(html);
    }

    /// <summary>
    /// Scripts come from this origin only, except the import map, which must be inline and is allowed by its hash.
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

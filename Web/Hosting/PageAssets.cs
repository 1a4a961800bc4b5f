using System.Text.Json;
using Microsoft.AspNetCore.StaticAssets;

namespace AspireChat.Web.Hosting;

/// <summary>
/// The page's files by their plain names, and the address with a fingerprint under which each is cached for good. Known from
/// the static assets' endpoints, so it is the same for a build and a publish.
/// </summary>
public sealed class PageAssets(EndpointDataSource endpoints)
{
    private readonly Dictionary<string, string> _addresses = Read(endpoints);

    /// <summary>The address of a file, which is its plain name when it has no other.</summary>
    public string AddressOf(string name) => _addresses.GetValueOrDefault(name, name);

    /// <summary>
    /// The content of an import map from plain names to these addresses: for scripts that import each other, and for what the page loads
    /// later from the folder <c>_content</c>. Without hashes: with them Chromium would load a preloaded script twice, and scripts of this
    /// origin need no integrity check.
    /// </summary>
    public string ImportMap() => JsonSerializer.Serialize(new
    {
        imports = _addresses
            .Where(address => address.Key.EndsWith(".js", StringComparison.Ordinal)
                || address.Key.StartsWith("_content/", StringComparison.Ordinal))
            .OrderBy(address => address.Key, StringComparer.Ordinal)
            .ToDictionary(address => $"./{address.Key}", address => $"./{address.Value}"),
    });

    private static Dictionary<string, string> Read(EndpointDataSource endpoints)
    {
        Dictionary<string, string> addresses = [];
        foreach (var asset in endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>()))
        {
            if (asset?.Properties.FirstOrDefault(property => property.Name == "label") is { Value: var name })
            {
                addresses[name] = asset.Route;
            }
        }

        return addresses;
    }
}

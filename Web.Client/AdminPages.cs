using System.Reflection;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Language;
using Microsoft.AspNetCore.Components.WebAssembly.Services;

namespace AspireChat.Web.Client;

/// <summary>Loads the admin pages when one of them is opened: most users never need them.</summary>
internal sealed partial class AdminPages(LazyAssemblyLoader loader, PageScript script, Languages languages, ILogger<AdminPages> logger)
{
    private const string Pages = "AspireChat.Web.Client.Admin";

    private readonly List<Assembly> _assemblies = [];

    /// <summary>The assemblies for the router; empty before they are loaded.</summary>
    public IReadOnlyList<Assembly> Assemblies => _assemblies;

    /// <summary>Whether a path, with or without a query and fragment, is that of an admin page while they are not loaded.</summary>
    public bool AreNeededFor(string path) => _assemblies.Count == 0 && path.Split('/', '?', '#')[0] == "admin";

    /// <summary>Loads them. The runtime does not retry a file that failed, so after a failure the whole page has to be reloaded.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> TryLoadAsync()
    {
        try
        {
            await Task.WhenAll(loader.LoadAssembliesAsync(Files()), script.AddStyleAsync($"_content/{Pages}/css/admin.css"));
            _assemblies.Add(Assembly.Load(new AssemblyName(Pages)));
            return true;
        }
        catch (Exception failure) // The loader throws exceptions of any type.
        {
            LogMissing(failure);
            return false;
        }
    }

    private IEnumerable<string> Files()
    {
        yield return "AspireChat.Contracts.Admin.wasm";
        yield return $"{Pages}.wasm";
        if (languages.Current != Languages.Offered[0].Tag)
        {
            yield return $"{Pages}.resources.wasm";
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The admin pages cannot be loaded")]
    private partial void LogMissing(Exception failure);
}

using System.Reflection;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Language;
using Microsoft.AspNetCore.Components.WebAssembly.Services;

namespace AspireChat.Web.Client;

/// <summary>The admin pages, which are loaded when somebody opens one: who chats has no use for them.</summary>
internal sealed partial class AdminPages(LazyAssemblyLoader loader, PageScript script, Languages languages, ILogger<AdminPages> logger)
{
    private const string Pages = "AspireChat.Web.Client.Admin";

    private readonly List<Assembly> _assemblies = [];

    /// <summary>Where the router finds them; empty before they are loaded.</summary>
    public IReadOnlyList<Assembly> Assemblies => _assemblies;

    /// <summary>Whether a path, from the page's base and perhaps with a query or the key behind <c>#</c>, leads to one that is not loaded yet.</summary>
    public bool AreMissingFor(string path) => _assemblies.Count == 0 && path.Split('/', '?', '#')[0] == "admin";

    /// <summary>Loads them. The runtime does not ask again for a file that failed, so after that only loading the whole page anew helps.</summary>
    /// <returns>Whether they are there.</returns>
    public async Task<bool> TryLoadAsync()
    {
        try
        {
            await Task.WhenAll(loader.LoadAssembliesAsync(Files()), script.AddStyleAsync($"_content/{Pages}/css/admin.css"));
            _assemblies.Add(Assembly.Load(new AssemblyName(Pages)));
            return true;
        }
        catch (Exception failure) // The loader throws whatever the browser did.
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

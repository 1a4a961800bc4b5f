using AspireChat.Contracts;
using AspireChat.Web.Client.Browser;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Session;

/// <summary>
/// "View as network A/B/C", for development: the ingress gives clients of <c>/network/a/</c> an address of their own, so that tabs on
/// one machine are connected to different nodes. The server decides whether this is offered.
/// </summary>
public sealed class Networks
{
    private const string Key = "network";

    private readonly TabStorage _storage;
    private readonly NavigationManager _navigation;

    /// <summary>Reads what the server offers, and the choice from the address (<c>?network=b</c>) or the tab's storage.</summary>
    public Networks(IJSRuntime js, TabStorage storage, NavigationManager navigation)
    {
        (_storage, _navigation) = (storage, navigation);
        Offered = ((IJSInProcessRuntime)js).GetValue<string?>("document.documentElement.dataset.networks")?
            .Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var query = new Uri(navigation.Uri).Query;
        foreach (var network in Offered)
        {
            if (query.Contains($"network={network}", StringComparison.OrdinalIgnoreCase))
            {
                storage.Set(Key, network);
            }
        }

        Chosen = Offered.FirstOrDefault(network => network == storage.Get(Key)) ?? "";
    }

    /// <summary>The networks to choose from; none outside development.</summary>
    public IReadOnlyList<string> Offered { get; }

    /// <summary>The chosen network; an empty string for the real address.</summary>
    public string Chosen { get; }

    /// <summary>The hub's address on the chosen network.</summary>
    public Uri Hub => new(
        new Uri(_navigation.BaseUri),
        Chosen.Length == 0 ? ChatProtocol.HubPath : $"/network/{Chosen}{ChatProtocol.HubPath}");

    /// <summary>Chooses a network and reloads the page.</summary>
    public void Choose(string? network)
    {
        _storage.Set(Key, string.IsNullOrEmpty(network) ? null : network);
        _navigation.NavigateTo(new Uri(_navigation.Uri).GetLeftPart(UriPartial.Path), forceLoad: true);
    }
}

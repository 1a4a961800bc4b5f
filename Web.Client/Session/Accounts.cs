using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Session;

/// <summary>Sign-in with an account of an identity provider, if the server offers it.</summary>
public sealed class Accounts
{
    private readonly NavigationManager _navigation;

    /// <summary>Reads the settings that the server wrote into the page.</summary>
    public Accounts(IJSRuntime js, NavigationManager navigation)
    {
        _navigation = navigation;
        var page = (IJSInProcessRuntime)js;
        Provider = page.GetValue<string?>("document.documentElement.dataset.account") is { Length: > 0 } name ? name : null;
        AllowsGuests = Provider is null || page.GetValue<string?>("document.documentElement.dataset.guests") is "on";
    }

    /// <summary>The provider's name; null if there is none.</summary>
    public string? Provider { get; }

    /// <summary>Whether guests can sign in with only a name.</summary>
    public bool AllowsGuests { get; }

    /// <summary>Goes to the provider, which redirects back to the current page.</summary>
    public void SignIn() =>
        _navigation.NavigateTo($"/api/session/oidc?returnTo={Uri.EscapeDataString(new Uri(_navigation.Uri).AbsolutePath)}",
            forceLoad: true);
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Session;

/// <summary>The way in with an account elsewhere, where the server offers it.</summary>
public sealed class Accounts
{
    private readonly NavigationManager _navigation;

    /// <summary>Reads what the server wrote into the page.</summary>
    public Accounts(IJSRuntime js, NavigationManager navigation)
    {
        _navigation = navigation;
        var page = (IJSInProcessRuntime)js;
        Provider = page.GetValue<string?>("document.documentElement.dataset.account") is { Length: > 0 } name ? name : null;
        AllowsGuests = Provider is null || page.GetValue<string?>("document.documentElement.dataset.guests") is "on";
        var query = new Uri(navigation.Uri).Query;
        (IsBack, HasFailed) = (query.Contains("signin=done", StringComparison.Ordinal), query.Contains("signin=failed", StringComparison.Ordinal));
    }

    /// <summary>What the provider is called; null where there is none.</summary>
    public string? Provider { get; }

    /// <summary>Whether a name alone is enough.</summary>
    public bool AllowsGuests { get; }

    /// <summary>Whether the provider has just sent somebody back to this page.</summary>
    public bool IsBack { get; private set; }

    /// <summary>Whether the provider, or the person there, has refused.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Takes note of <see cref="IsBack"/> and takes it out of the address.</summary>
    public void Arrive()
    {
        (IsBack, HasFailed) = (false, false);
        _navigation.NavigateTo(new Uri(_navigation.Uri).GetLeftPart(UriPartial.Path), replace: true);
    }

    /// <summary>Leaves for the provider, to come back to where the page is now.</summary>
    public void Go() =>
        _navigation.NavigateTo($"/api/session/oidc?returnTo={Uri.EscapeDataString(new Uri(_navigation.Uri).AbsolutePath)}", forceLoad: true);
}

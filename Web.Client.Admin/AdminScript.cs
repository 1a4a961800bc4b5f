using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Admin;

/// <summary>The little that only JavaScript can do: <c>wwwroot/js/admin.js</c>.</summary>
public sealed class AdminScript(IJSRuntime js)
{
    private readonly Lazy<Task<IJSObjectReference>> _module =
        new(() => js.InvokeAsync<IJSObjectReference>("import", "./_content/AspireChat.Web.Client.Admin/js/admin.js").AsTask());

    /// <summary>Opens a dialog over the page, or closes it.</summary>
    public async Task ShowAsync(ElementReference dialog, bool open) =>
        await (await _module.Value).InvokeVoidAsync(open ? "show" : "close", dialog);

    /// <summary>Copies a text to the clipboard.</summary>
    /// <returns>Whether the browser allowed it.</returns>
    public async Task<bool> CopyAsync(string text) => await (await _module.Value).InvokeAsync<bool>("copy", text);
}

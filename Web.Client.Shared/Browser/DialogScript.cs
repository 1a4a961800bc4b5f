using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Browser;

/// <summary>Modal dialogs and the clipboard, for all pages: <c>js/dialog.js</c>.</summary>
public sealed class DialogScript(IJSRuntime js)
{
    private readonly Lazy<Task<IJSObjectReference>> _module =
        new(() => js.InvokeAsync<IJSObjectReference>("import", "./js/dialog.js").AsTask());

    /// <summary>Opens a modal dialog, unless it is open. The browser keeps the focus inside and returns it on closing.</summary>
    public async Task OpenAsync(ElementReference dialog) => await (await _module.Value).InvokeVoidAsync("open", dialog);

    /// <summary>Closes a dialog.</summary>
    public async Task CloseAsync(ElementReference dialog) => await (await _module.Value).InvokeVoidAsync("close", dialog);

    /// <summary>Copies a text to the clipboard.</summary>
    /// <returns>Whether the browser allowed it.</returns>
    public async Task<bool> CopyAsync(string text) => await (await _module.Value).InvokeAsync<bool>("copy", text);

    /// <summary>Selects the text of an input, so that it can be copied by hand too, and copies it.</summary>
    public async Task CopyAsync(ElementReference input) => await (await _module.Value).InvokeVoidAsync("copyInput", input);
}

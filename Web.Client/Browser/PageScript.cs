using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Browser;

/// <summary>The little that only JavaScript can do: <c>wwwroot/js/page.js</c>.</summary>
public sealed class PageScript(IJSRuntime js)
{
    private readonly Lazy<Task<IJSObjectReference>> _module =
        new(() => js.InvokeAsync<IJSObjectReference>("import", "./js/page.js").AsTask());

    /// <summary>
    /// Keeps a list at its end, or where the reader is, while it changes. Calls <c>OnScrolled(atEnd, nearStart)</c> on
    /// <paramref name="listener"/> whenever one of the two changes.
    /// </summary>
    public async Task<IJSObjectReference> FollowAsync<T>(ElementReference list, DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("follow", list, listener);

    /// <summary>Lets a text area grow with its text, and Enter submit its form.</summary>
    public async Task<IJSObjectReference> ComposeAsync(ElementReference textArea) =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("compose", textArea);

    /// <summary>Focuses an element, except where that would open an on-screen keyboard.</summary>
    public async Task FocusWithoutKeyboardAsync(ElementReference element) =>
        await (await _module.Value).InvokeVoidAsync("focusWithoutKeyboard", element);

    /// <summary>Closes the panels that lie over the page on a narrow screen.</summary>
    public async Task ClosePanelsAsync() => await (await _module.Value).InvokeVoidAsync("closePanels");
}

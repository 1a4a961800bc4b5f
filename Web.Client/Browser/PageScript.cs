using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Browser;

/// <summary>The little that only JavaScript can do: <c>wwwroot/js/page.js</c>.</summary>
public sealed class PageScript(IJSRuntime js)
{
    private readonly Lazy<Task<IJSObjectReference>> _module =
        new(() => js.InvokeAsync<IJSObjectReference>("import", "./js/page.js").AsTask());

    /// <summary>
    /// Keeps a list at its end, or where the reader is, while it changes. Calls <c>OnScrolled(atEnd, nearStart, nearEnd)</c> on
    /// <paramref name="listener"/> whenever one of the three changes, and <c>OnAction(action, seq, detail)</c> for the buttons on an entry.
    /// </summary>
    public async Task<IJSObjectReference> FollowAsync<T>(ElementReference list, DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("follow", list, listener);

    /// <summary>
    /// Lets a text area grow with its text, and Enter submit its form. Calls <c>OnEscape()</c>, <c>OnEditLast()</c>, <c>OnMove(by)</c> and
    /// <c>OnComplete()</c> on <paramref name="listener"/>, as far as its form has what they are about.
    /// </summary>
    public async Task<IJSObjectReference> ComposeAsync<T>(ElementReference textArea, DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("compose", textArea, listener);

    /// <summary>Focuses an element, except where that would open an on-screen keyboard.</summary>
    public async Task FocusWithoutKeyboardAsync(ElementReference element) =>
        await (await _module.Value).InvokeVoidAsync("focusWithoutKeyboard", element);

    /// <summary>Asks the user's leave to show notifications, unless it has been given or refused before.</summary>
    public async Task<bool> AskToNotifyAsync() => await (await _module.Value).InvokeAsync<bool>("askToNotify");

    /// <summary>Shows a notification; clicked, it leads to an address of the page.</summary>
    public async Task NotifyAsync(string title, string text, string address, bool silent) =>
        await (await _module.Value).InvokeVoidAsync("notify", title, text, address, silent);

    /// <summary>Opens a dialog over everything else.</summary>
    public async Task ShowDialogAsync(ElementReference dialog) => await (await _module.Value).InvokeVoidAsync("showDialog", dialog);

    /// <summary>Closes a dialog; the focus goes back to where it was.</summary>
    public async Task CloseDialogAsync(ElementReference dialog) => await (await _module.Value).InvokeVoidAsync("closeDialog", dialog);

    /// <summary>Selects what is in an input, and copies it.</summary>
    public async Task CopyAsync(ElementReference input) => await (await _module.Value).InvokeVoidAsync("copy", input);

    /// <summary>
    /// Calls on <paramref name="listener"/> <c>OnWatching(watching)</c> whenever the page comes into view and has the focus, or not any more,
    /// <c>OnAway(away)</c> when nobody has touched anything for five minutes or the page is hidden, and when somebody is back,
    /// and <c>OnNetwork(there)</c> when the device loses its network or has one again.
    /// </summary>
    public async Task<IJSObjectReference> WatchAsync<T>(DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("watch", listener);

    /// <summary>Adds a style sheet to the page, and waits until it applies.</summary>
    public async Task AddStyleAsync(string address) => await (await _module.Value).InvokeVoidAsync("addStyle", address);

    /// <summary>Closes the panels that lie over the page on a narrow screen.</summary>
    public async Task ClosePanelsAsync() => await (await _module.Value).InvokeVoidAsync("closePanels");
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Browser;

/// <summary>What only JavaScript can do on the chat page: <c>wwwroot/js/page.js</c>.</summary>
public sealed class PageScript(IJSRuntime js)
{
    private readonly Lazy<Task<IJSObjectReference>> _module =
        new(() => js.InvokeAsync<IJSObjectReference>("import", "./js/page.js").AsTask());

    /// <summary>
    /// Keeps a list at its end, or at the reader's position, while it changes. Calls <c>OnScrolled(atEnd, nearStart, nearEnd)</c> on
    /// <paramref name="listener"/> whenever one of the three changes, and <c>OnAction(action, seq, detail)</c> for the buttons on an entry.
    /// </summary>
    public async Task<IJSObjectReference> FollowAsync<T>(ElementReference list, DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("follow", list, listener);

    /// <summary>
    /// Lets a text area grow with its text, and Enter submit its form. Calls <c>OnEscape()</c>, <c>OnEditLast()</c>, <c>OnMove(by)</c> and
    /// <c>OnComplete()</c> on <paramref name="listener"/>, if its form has what they act on.
    /// </summary>
    public async Task<IJSObjectReference> ComposeAsync<T>(ElementReference textArea, DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("compose", textArea, listener);

    /// <summary>Focuses an element, except where that would open an on-screen keyboard.</summary>
    public async Task FocusWithoutKeyboardAsync(ElementReference element) =>
        await (await _module.Value).InvokeVoidAsync("focusWithoutKeyboard", element);

    /// <summary>Asks for permission to show notifications, unless it was granted or denied before.</summary>
    public async Task<bool> AskToNotifyAsync() => await (await _module.Value).InvokeAsync<bool>("askToNotify");

    /// <summary>Shows a notification that opens an address of the page when clicked.</summary>
    public async Task NotifyAsync(string title, string text, string address, bool silent) =>
        await (await _module.Value).InvokeVoidAsync("notify", title, text, address, silent);

    /// <summary>Calls <c>OnSlash()</c> on <paramref name="listener"/> when "/" is pressed outside an input.</summary>
    public async Task<IJSObjectReference> ListenForSlashAsync<T>(DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("slash", listener);

    /// <summary>
    /// Calls on <paramref name="listener"/> <c>OnWatched(watched)</c> when the page becomes visible and focused, or no longer is;
    /// <c>OnAway(away)</c> after five minutes without input, when the page is hidden, and when the user is back;
    /// and <c>OnNetwork(available)</c> when the device loses its network or has one again.
    /// </summary>
    public async Task<IJSObjectReference> WatchAsync<T>(DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("watch", listener);

    /// <summary>Adds a style sheet to the page, and waits until it is loaded.</summary>
    public async Task AddStyleAsync(string address) => await (await _module.Value).InvokeVoidAsync("addStyle", address);

    /// <summary>Closes the panels that cover the page on a narrow screen.</summary>
    public async Task ClosePanelsAsync() => await (await _module.Value).InvokeVoidAsync("closePanels");
}

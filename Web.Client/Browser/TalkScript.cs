using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Browser;

/// <summary>What only JavaScript can do with files, dialogs and the key of the search: <c>wwwroot/js/talk.js</c>.</summary>
public sealed class TalkScript(IJSRuntime js)
{
    private readonly Lazy<Task<IJSObjectReference>> _module =
        new(() => js.InvokeAsync<IJSObjectReference>("import", "./js/talk.js").AsTask());

    /// <summary>
    /// Takes files that are chosen, pasted into a form or dropped on an area. Calls <c>OnFile(key, name, size)</c> on
    /// <paramref name="listener"/> for each.
    /// </summary>
    public async Task<IJSObjectReference> AttachAsync<T>(
        ElementReference form, ElementReference input, ElementReference area, DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("attach", form, input, area, listener);

    /// <summary>Uploads one of those files. Calls <c>OnProgress(key, part)</c> on <paramref name="listener"/>, from 0 to 1.</summary>
    /// <returns>JSON of the server's answer.</returns>
    public async Task<string> UploadAsync<T>(string key, string token, DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<string>("upload", Timeout.InfiniteTimeSpan, key, token, listener);

    /// <summary>Gives a file up; an upload that runs ends.</summary>
    public async Task ForgetAsync(string key) => await (await _module.Value).InvokeVoidAsync("forget", key);

    /// <summary>Opens a dialog over the page, or closes it.</summary>
    public async Task ShowAsync(ElementReference dialog, bool open) =>
        await (await _module.Value).InvokeVoidAsync(open ? "show" : "close", dialog);

    /// <summary>Calls <c>OnSlash()</c> on <paramref name="listener"/> when "/" is pressed outside of a text.</summary>
    public async Task<IJSObjectReference> SlashAsync<T>(DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("slash", listener);
}

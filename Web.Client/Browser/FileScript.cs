using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Browser;

/// <summary>Attaches and uploads files: <c>wwwroot/js/files.js</c>.</summary>
public sealed class FileScript(IJSRuntime js)
{
    private readonly Lazy<Task<IJSObjectReference>> _module =
        new(() => js.InvokeAsync<IJSObjectReference>("import", "./js/files.js").AsTask());

    /// <summary>
    /// Accepts files that are chosen, pasted into a form or dropped on an area. Calls <c>OnFile(key, name, size)</c> on
    /// <paramref name="listener"/> for each.
    /// </summary>
    public async Task<IJSObjectReference> AttachAsync<T>(
        ElementReference form, ElementReference input, ElementReference area, DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<IJSObjectReference>("attach", form, input, area, listener);

    /// <summary>Uploads one of those files. Calls <c>OnProgress(key, progress)</c> on <paramref name="listener"/>, from 0 to 1.</summary>
    /// <returns>The result as JSON.</returns>
    public async Task<string> UploadAsync<T>(string key, string token, DotNetObjectReference<T> listener)
        where T : class =>
        await (await _module.Value).InvokeAsync<string>("upload", Timeout.InfiniteTimeSpan, key, token, listener);

    /// <summary>Cancels an upload and forgets the file.</summary>
    public async Task CancelAsync(string key) => await (await _module.Value).InvokeVoidAsync("cancel", key);
}

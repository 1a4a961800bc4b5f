using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Browser;

/// <summary>
/// The browser's storage for this site (<c>localStorage</c>), shared by all tabs and kept when they are closed: the user's choices.
/// </summary>
public sealed class LocalStorage(IJSRuntime js)
{
    private readonly IJSInProcessRuntime _js = (IJSInProcessRuntime)js;

    /// <summary>The value of <paramref name="key"/>, or null.</summary>
    public string? Get(string key) => _js.Invoke<string?>("localStorage.getItem", key);

    /// <summary>Stores a value; null removes it.</summary>
    public void Set(string key, string? value)
    {
        if (value is null)
        {
            _js.InvokeVoid("localStorage.removeItem", key);
        }
        else
        {
            _js.InvokeVoid("localStorage.setItem", key, value);
        }
    }
}

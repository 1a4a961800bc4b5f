using AspireChat.Web.Client.Browser;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Settings;

/// <summary>Light or dark colours. <c>wwwroot/js/look.js</c> applies the stored choice before the first paint.</summary>
internal sealed class Theme(LocalStorage storage, IJSRuntime js)
{
    private const string Key = "theme";

    /// <summary>"light", "dark", or null for what the browser prefers.</summary>
    public string? Chosen => storage.Get(Key);

    /// <summary>Stores the choice and applies it.</summary>
    public void Choose(string? theme) => ((IJSInProcessRuntime)js).InvokeVoid("chooseTheme", theme);
}

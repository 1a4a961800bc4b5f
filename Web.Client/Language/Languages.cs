using System.Globalization;
using AspireChat.Web.Client.Browser;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Language;

/// <summary>
/// The languages of the page. <c>wwwroot/js/look.js</c> chooses one before the page is shown: the stored one, or the browser's first
/// choice.
/// </summary>
internal sealed class Languages(IJSRuntime js, LocalStorage storage, NavigationManager navigation)
{
    private const string Key = "language";

    /// <summary>
    /// Their tags and native names. Tags are of the form "zh" or "zh-CN": without ICU data the runtime treats anything after the first
    /// hyphen as a country and turns "zh-Hans" into "zh-HANS", whose texts it does not find.
    /// </summary>
    public static IReadOnlyList<(string Tag, string Name)> Offered { get; } = [("en", "English"), ("zh-CN", "简体中文")];

    /// <summary>The tag of the page's language.</summary>
    public string Current => ((IJSInProcessRuntime)js).GetValue<string>("document.documentElement.lang");

    /// <summary>Sets the culture to <see cref="Current"/>. Called before the host runs, which then loads its texts.</summary>
    public void Apply()
    {
        var culture = new CultureInfo(Current);
        (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture) = (culture, culture);
        (CultureInfo.CurrentUICulture, CultureInfo.DefaultThreadCurrentUICulture) = (culture, culture);
    }

    /// <summary>Stores the choice and reloads the page.</summary>
    public void Choose(string? tag)
    {
        if (tag != Current && Offered.Any(language => language.Tag == tag))
        {
            storage.Set(Key, tag);
            navigation.Refresh(forceReload: true);
        }
    }
}

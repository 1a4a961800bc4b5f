using System.Globalization;
using AspireChat.Web.Client.Browser;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Language;

/// <summary>The languages of the page. <c>wwwroot/js/look.js</c> chooses one before the page is shown: the kept one, or the first that the browser asks for.</summary>
internal sealed class Languages(IJSRuntime js, LocalStorage storage, NavigationManager navigation)
{
    private const string Key = "language";

    /// <summary>
    /// Their tags, and what each calls itself. Of the form "zh" or "zh-CN": without ICU data the runtime takes whatever follows the
    /// first hyphen for a country, and makes "zh-HANS" of "zh-Hans", whose texts it then does not find.
    /// </summary>
    public static IReadOnlyList<(string Tag, string Name)> Offered { get; } = [("en", "English"), ("zh-CN", "简体中文")];

    /// <summary>The tag of the one that the page is in.</summary>
    public string Current => ((IJSInProcessRuntime)js).GetValue<string>("document.documentElement.lang");

    /// <summary>Makes the texts those of <see cref="Current"/>. Before the host runs, which then loads them.</summary>
    public void Apply()
    {
        var culture = new CultureInfo(Current);
        (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture) = (culture, culture);
        (CultureInfo.CurrentUICulture, CultureInfo.DefaultThreadCurrentUICulture) = (culture, culture);
    }

    /// <summary>Keeps the choice, and loads the page anew in it.</summary>
    public void Choose(string? tag)
    {
        if (tag != Current && Offered.Any(language => language.Tag == tag))
        {
            storage.Set(Key, tag);
            navigation.Refresh(forceReload: true);
        }
    }
}

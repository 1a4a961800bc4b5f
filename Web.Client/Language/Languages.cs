using System.Globalization;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Language;

/// <summary>
/// The languages of the page. The server writes the page in one of them: the one chosen before, which is in a cookie, or the browser's
/// first choice.
/// </summary>
internal sealed class Languages(IJSRuntime js)
{
    /// <summary>The cookie with the tag of the chosen language; also in <c>wwwroot/js/look.js</c>.</summary>
    public const string Cookie = "language";

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

    /// <summary>The tag of the first of these languages that is offered, whatever its country; English if none is.</summary>
    public static string Match(IEnumerable<string> tags) =>
        tags.Select(tag => Offered.FirstOrDefault(offered => CodeOf(offered.Tag) == CodeOf(tag)).Tag).FirstOrDefault(tag => tag is not null)
        ?? Offered[0].Tag;

    private static string CodeOf(string tag) => tag.Split('-')[0].ToLowerInvariant();

    /// <summary>Stores the choice and reloads the page.</summary>
    public void Choose(string? tag)
    {
        if (tag != Current && Offered.Any(language => language.Tag == tag))
        {
            ((IJSInProcessRuntime)js).InvokeVoid("chooseLanguage", tag);
        }
    }
}

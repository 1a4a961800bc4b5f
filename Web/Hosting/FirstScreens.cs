using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AspireChat.Web.Client;
using AspireChat.Web.Client.Pages;
using AspireChat.Web.Options;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace AspireChat.Web.Hosting;

/// <summary>
/// What the page shows before the app has started, as HTML: the app's own components, rendered on the server in each language.
/// </summary>
public sealed class FirstScreens(IOptions<ProviderOptions> provider, ILoggerFactory loggers)
{
    /// <summary>The form to sign in, and an outline of the chat for those who are signed in.</summary>
    public string SignIn(string language) => Render<FirstScreen>(language);

    /// <summary>What an admin page shows.</summary>
    public string Splash(string language) => Render<Splash>(language);

    /// <summary>What is shown when the app has failed.</summary>
    public string ErrorBar(string language) => Render<ErrorBar>(language);

    private string Render<T>(string language)
        where T : IComponent
    {
        var culture = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            return RenderAsync<T>(new ServedPage(language, provider.Value)).GetAwaiter().GetResult(); // These components wait for nothing.
        }
        finally
        {
            CultureInfo.CurrentUICulture = culture;
        }
    }

    private async Task<string> RenderAsync<T>(ServedPage page)
        where T : IComponent
    {
        var services = new ServiceCollection();
        services.AddSignIn();
        services.AddSingleton<IJSRuntime>(page);
        services.AddSingleton<NavigationManager>(new AnyAddress());
        services.AddSingleton<HttpClient>();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        await using var provided = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provided, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>()).ToHtmlString());
    }

    /// <summary>The pages are the same at every address.</summary>
    private sealed class AnyAddress : NavigationManager
    {
        public AnyAddress() => Initialize("http://localhost/", "http://localhost/");
    }
}

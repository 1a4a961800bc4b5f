using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Session;
using AspireChat.Web.Client.Settings;

namespace AspireChat.Web.Client;

/// <summary>The services of the first screen, which the server renders before the app renders it again.</summary>
internal static class SignInExtensions
{
    /// <summary>Adds what <see cref="Pages.SignIn"/> needs besides an HTTP client.</summary>
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton(new ServerTime(TimeProvider.System));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<ServerTime>());
        services.AddSingleton<TabStorage>();
        services.AddSingleton<LocalStorage>();
        services.AddSingleton<Languages>();
        services.AddSingleton<Theme>();
        services.AddSingleton<SessionApi>();
        services.AddSingleton<EarlySignIn>();
        services.AddSingleton<Accounts>();
        services.AddSingleton<CurrentSession>();
    }
}

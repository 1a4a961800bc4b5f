using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Accounts;
using AspireChat.Store.Moderation;
using AspireChat.Store.Redis;
using AspireChat.Web.Accounts;
using AspireChat.Web.Accounts.OpenId;
using AspireChat.Web.Options;
using AspireChat.Web.Sessions;
using Microsoft.Extensions.Options;

namespace AspireChat.Web;

/// <summary>Registers names, sessions and the provider of accounts.</summary>
internal static class AccountExtensions
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.AddChatRedis();
        builder.AddAdminTokens();
        builder.AddProvider();
        builder.Services.AddOptions<SessionSettings>().Bind(builder.Configuration.GetSection("Web:Sessions"))
            .Validate(sessions => sessions.Lifetime >= TimeSpan.FromSeconds(5), "Web:Sessions:Lifetime must be at least 00:00:05.")
            .Validate(sessions => sessions.RenewableFor >= TimeSpan.Zero, "Web:Sessions:RenewableFor must be 0 or more.")
            .Validate(
                sessions => sessions.KeepNamesFor > sessions.Lifetime,
                "Web:Sessions:KeepNamesFor must be more than Web:Sessions:Lifetime.")
            .Validate(
                sessions => sessions.PassphraseIterations >= 10_000, "Web:Sessions:PassphraseIterations must be at least 10000.")
            .ValidateOnStart();
        builder.Services.AddRenewableTokens();
        builder.Services.AddSingleton<UserSessions>();
        builder.Services.AddSingleton(provider =>
        {
            var sessions = provider.GetRequiredService<IOptions<SessionSettings>>().Value;
            return new NameLifetimes(sessions.GuestLease, sessions.KeepNamesFor);
        });
        builder.Services.AddSingleton<BannedNetworks>();
        builder.Services.AddSingleton<NameRegister>();
        builder.Services.AddSingleton<NameMoves>();
        builder.Services.AddHostedService<NameUpgrade>();
        builder.Services.AddSingleton<PassphraseAttempts>();
        builder.Services.AddSingleton<KnownDevices>();
        builder.Services.AddSingleton<Passphrases>();
        builder.Services.AddSingleton<PassphraseCheck>();
        builder.Services.AddSingleton<AccountPolicy>();
        builder.Services.AddSingleton<SessionIssuer>();
        builder.Services.AddSingleton<AdminProof>();
        builder.Services.AddHealthChecks().AddCheck<Sessions.RedisHealth>("redis");
    }
}

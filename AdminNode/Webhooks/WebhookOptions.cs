using AspireChat.Store.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>How webhooks are delivered, <c>Chat:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>The number of attempts before a delivery becomes a dead letter.</summary>
    public int Attempts { get; set; } = 10;

    /// <summary>The approximate pause after the first failed attempt; each further pause is twice as long.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a receiver has to respond.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The only hosts that webhooks can post to, such as <c>hooks.example.com</c> or <c>*.example.com</c>; empty = any.</summary>
    public string[] AllowedHosts { get; set; } = [];

    /// <summary>Returns whether <see cref="AllowedHosts"/> contains the address's host.</summary>
    public bool Allows(Uri address) => AllowedHosts.Length == 0 || AllowedHosts.Any(host =>
        host.StartsWith("*.", StringComparison.Ordinal)
            ? address.Host.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase)
            : address.Host.Equals(host, StringComparison.OrdinalIgnoreCase));
}

internal static class WebhookExtensions
{
    public static void AddWebhooks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<WebhookOptions>().Bind(builder.Configuration.GetSection("Chat:Webhooks"))
            .Validate(webhooks => webhooks.Attempts >= 1, "Chat:Webhooks:Attempts must be at least 1.")
            .Validate(webhooks => webhooks.FirstDelay >= TimeSpan.Zero, "Chat:Webhooks:FirstDelay must not be negative.")
            .Validate(webhooks => webhooks.LongestDelay <= TimeSpan.FromDays(1), "Chat:Webhooks:LongestDelay must be at most 1.00:00:00.")
            .Validate(webhooks => webhooks.Timeout > TimeSpan.Zero, "Chat:Webhooks:Timeout must be more than 0, such as 00:00:10.")
            .ValidateOnStart();
        builder.Services.AddSingleton<WebhookStore>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<WebhookDispatcher>();
        builder.Services.AddSingleton<ManualDeliveries>();
        builder.Services.AddSingleton<RoomSource>();
        builder.Services.AddSingleton<NodeSource>();
        builder.Services.AddSingleton<ActionSource>();
        builder.Services.AddSingleton<WebhookSources>();
        builder.Services.AddHostedService<WebhookService>();
    }
}

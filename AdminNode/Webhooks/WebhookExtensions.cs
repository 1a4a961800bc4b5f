using AspireChat.AdminNode.Monitor;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspireChat.AdminNode.Webhooks;

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
        builder.Services.AddSingleton<AdminMetrics>();
        builder.Services.AddSingleton<WebhookStore>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<WebhookCourier>();
        builder.Services.AddSingleton<RoomSource>();
        builder.Services.AddSingleton<NodeSource>();
        builder.Services.AddSingleton<ActionSource>();
        builder.Services.AddSingleton<WebhookSources>();
        builder.Services.AddSingleton<WebhookErrands>();
        builder.Services.AddHostedService<WebhookService>();
    }
}

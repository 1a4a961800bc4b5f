using System.Diagnostics.Metrics;
using AspireChat.Store.Telemetry;

namespace AspireChat.AdminNode.Monitor;

/// <summary>The admin node's metrics, meter <c>AspireChat</c>.</summary>
internal sealed class AdminMetrics
{
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _inbox;

    public AdminMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ChatTelemetry.Name);
        _deliveries = meter.CreateCounter<long>(
            "chat.webhook.attempts", "{attempt}", "Attempts to deliver to a webhook; failed ones have an error.type.");
        _inbox = meter.CreateCounter<long>(
            "chat.inbox.messages", "{message}", "Messages on the inbox channel; refused ones have an error.type.");
    }

    /// <param name="error">The failure's type; null if the delivery succeeded.</param>
    public void Attempt(string? error) => Count(_deliveries, error);

    /// <param name="error">The refusal's type; null if the message was stored.</param>
    public void Inbox(string? error) => Count(_inbox, error);

    private static void Count(Counter<long> counter, string? error)
    {
        if (error is null)
        {
            counter.Add(1);
        }
        else
        {
            counter.Add(1, new KeyValuePair<string, object?>("error.type", error));
        }
    }
}

using AspireChat.Store.Redis;
using AspireChat.Store.Webhooks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>Runs the webhooks. If there are several admin nodes, the one that holds a webhook's lease runs it.</summary>
internal sealed partial class WebhookService(
    WebhookStore store, WebhookSources sources, TimeProvider time, ILogger<WebhookService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, Run> _runs = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            do
            {
                try
                {
                    await RefreshAsync();
                }
                catch (Exception away) when (away is RedisException or TimeoutException)
                {
                    // Webhooks that run wait for Redis as well.
                }
                catch (Exception unexpected) when (unexpected is not OperationCanceledException)
                {
                    // A background service that fails stops its process.
                    LogFailed(unexpected);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            await Task.WhenAll(_runs.Keys.ToList().Select(id => StopAsync(id, release: true)));
        }
    }

    private async Task RefreshAsync()
    {
        var wanted = (await store.ListAsync()).Where(webhook => webhook.Enabled).ToDictionary(webhook => webhook.Id);
        foreach (var (id, run) in _runs.ToList())
        {
            if (!wanted.TryGetValue(id, out var now) || !now.IsLike(run.Webhook))
            {
                await StopAsync(id, release: true);
            }
            else if (!await run.Lease.HoldAsync())
            {
                await StopAsync(id, release: false);
            }
        }

        foreach (var webhook in wanted.Values.Where(webhook => !_runs.ContainsKey(webhook.Id)))
        {
            var lease = store.Lease(webhook.Id);
            if (await lease.HoldAsync())
            {
                var stop = new CancellationTokenSource();
                _runs[webhook.Id] = new Run(webhook, lease, stop, sources.RunAsync(webhook, stop.Token));
            }
        }
    }

    private async Task StopAsync(string id, bool release)
    {
        _runs.Remove(id, out var run);
        await run!.Stop.CancelAsync();
        await run.Completion;
        run.Stop.Dispose();
        if (release)
        {
            try
            {
                await run.Lease.ReleaseAsync();
            }
            catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
            {
                // The lease expires on its own.
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The list of webhooks could not be read; the next attempt is in a second.")]
    private partial void LogFailed(Exception exception);

    private sealed record Run(StoredWebhook Webhook, RedisLease Lease, CancellationTokenSource Stop, Task Completion);
}

using AspireChat.Store.Redis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>Runs the webhooks. Of several admin nodes, one has each webhook: the one that holds its lease.</summary>
internal sealed partial class WebhookService(
    WebhookStore store, WebhookSources sources, IConnectionMultiplexer redis, TimeProvider time, ILogger<WebhookService> logger) : BackgroundService
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
                    await LookAsync();
                }
                catch (Exception away) when (away is RedisException or TimeoutException)
                {
                    // What runs goes on, or rather waits for Redis as well.
                }
                catch (Exception unexpected) when (unexpected is not OperationCanceledException)
                {
                    // A background service that fails ends its process.
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
            await Task.WhenAll(_runs.Keys.ToList().Select(id => EndAsync(id, release: true)));
        }
    }

    private async Task LookAsync()
    {
        var wanted = (await store.ListAsync()).Where(webhook => webhook.Enabled).ToDictionary(webhook => webhook.Id);
        foreach (var (id, run) in _runs.ToList())
        {
            if (!wanted.TryGetValue(id, out var now) || !now.IsLike(run.Webhook))
            {
                await EndAsync(id, release: true);
            }
            else if (!await run.Lease.HoldAsync())
            {
                await EndAsync(id, release: false);
            }
        }

        foreach (var webhook in wanted.Values.Where(webhook => !_runs.ContainsKey(webhook.Id)))
        {
            var lease = new RedisLease(redis, WebhookStore.Lease(webhook.Id));
            if (await lease.HoldAsync())
            {
                var stop = new CancellationTokenSource();
                _runs[webhook.Id] = new Run(webhook, lease, stop, sources.RunAsync(webhook, stop.Token));
            }
        }
    }

    private async Task EndAsync(string id, bool release)
    {
        _runs.Remove(id, out var run);
        await run!.Stop.CancelAsync();
        await run.Telling;
        run.Stop.Dispose();
        if (release)
        {
            try
            {
                await run.Lease.ReleaseAsync();
            }
            catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
            {
                // It ends by itself.
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The webhooks could not be looked through; the next look is in a second.")]
    private partial void LogFailed(Exception exception);

    private sealed record Run(StoredWebhook Webhook, RedisLease Lease, CancellationTokenSource Stop, Task Telling);
}

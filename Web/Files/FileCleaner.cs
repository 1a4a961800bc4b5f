using AspireChat.Store.Files;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.Web.Files;

/// <summary>
/// Deletes uploads that were never sent (<see cref="FileOptions.KeepUnsentFor"/>) and files that are too old
/// (<see cref="FileOptions.KeepFor"/>), and counts what is left. One replica of Web does it at a time; two at once would do no harm.
/// </summary>
internal sealed partial class FileCleaner(
    IFileStore store,
    UnsentFiles unsent,
    FileQuota quota,
    IOptions<FileOptions> options,
    TimeProvider time,
    ILogger<FileCleaner> logger)
    : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Often enough that no file stays much longer than it should.
        var pause = new[] { TimeSpan.FromMinutes(10), options.Value.KeepUnsentFor / 4, options.Value.KeepFor / 4 }.Min();
        using var timer = new PeriodicTimer(pause, time);
        do
        {
            try
            {
                if (await quota.TryBeginCleaningAsync(Environment.MachineName, pause / 2))
                {
                    await CleanAsync(stoppingToken);
                }
            }
            catch (Exception failed) when (failed is RedisException or TimeoutException or IOException or UnauthorizedAccessException)
            {
                LogFailed(failed);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task CleanAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var key in await unsent.FindAsync(now - options.Value.KeepUnsentFor))
        {
            if (await unsent.RemoveAsync(key) == 1) // Otherwise it has been sent in the meantime.
            {
                await store.DeleteAsync(key, cancellationToken);
            }
        }

        Dictionary<string, long> used = [];
        await foreach (var file in store.ListAsync(cancellationToken))
        {
            if (file.At + options.Value.KeepFor < now)
            {
                await store.DeleteAsync(file.Key, cancellationToken);
                await unsent.RemoveAsync(file.Key);
            }
            else
            {
                used[file.User] = used.GetValueOrDefault(file.User) + FileQuota.Charge(file.Size);
            }
        }

        await quota.SetAsync(used);
    }

    [LoggerMessage(1, LogLevel.Warning, "Old attachments were not deleted; this will be retried.")]
    private partial void LogFailed(Exception exception);
}

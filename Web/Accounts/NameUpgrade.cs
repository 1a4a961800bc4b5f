using AspireChat.Store.Accounts;

namespace AspireChat.Web.Accounts;

/// <summary>At the start, moves names that an earlier version folded differently; retries until Redis is there.</summary>
internal sealed partial class NameUpgrade(NameMoves moves, TimeProvider time, ILogger<NameUpgrade> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; !await TryMoveAllAsync(stoppingToken); pause = pause * 2 < MaxPause ? pause * 2 : MaxPause)
        {
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private async Task<bool> TryMoveAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await moves.MoveAllAsync(NameFolding.Fold, cancellationToken);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            // Of whatever kind: an exception that escapes would stop Web.
            LogFailed(failed.Message);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Names of an earlier version have not been moved yet and will be retried: {Why}")]
    private partial void LogFailed(string why);
}

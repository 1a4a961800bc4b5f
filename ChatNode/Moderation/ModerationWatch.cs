using AspireChat.Store.Moderation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Moderation;

/// <summary>Keeps this node's <see cref="ModerationState"/> up to date with Redis, and enforces what changed.</summary>
internal sealed partial class ModerationWatch(
    PolicyLog changes, ModerationState state, Enforcement enforcement, TimeProvider time, ILogger<ModerationWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>For how many changes the number of affected connections is remembered.</summary>
    private const int MaxRemembered = 1_000;

    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly SortedDictionary<long, int> _affected = [];
    private long _version = -1; // none yet
    private bool _isComplete;

    /// <summary>Loads the state before the node takes its first client, if Redis can be reached.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryRefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Reads what changed and enforces it.</summary>
    /// <param name="version">The version of a change that was written before.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The number of connections on this node that the change closed or evicted.</returns>
    /// <exception cref="RedisException">Redis cannot be reached; the last known state stays in force.</exception>
    public async Task<int> RefreshAsync(long version, CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            await RefreshAsync();
            return _affected.GetValueOrDefault(version);
        }
        catch
        {
            _isComplete = false;
            throw;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public override void Dispose()
    {
        _refreshing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryRefreshAsync(stoppingToken);
        }
    }

    private async Task TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(version: 0, cancellationToken);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // The health check reports it; the next refresh loads everything.
        }
        catch (Exception unexpected) when (unexpected is not (OperationCanceledException or ObjectDisposedException))
        {
            LogFailed(unexpected);
        }
    }

    private async Task RefreshAsync()
    {
        // The first refresh loads the whole state; earlier changes do not matter.
        var version = await changes.VersionAsync();
        var news = _version < 0 ? [] : await changes.ReadAsync(_version, version);

        // After a failure a change may be missing here, and if Redis lost its last second, a change may be known that no longer exists. An
        // entry that cannot be read does not say what changed.
        if (!_isComplete || version < _version || news.Any(entry => entry.Change == PolicyChange.Unreadable))
        {
            await state.ReadAllAsync();
            await enforcement.ApplyAllAsync();
        }

        foreach (var (change, at) in news.Where(entry => entry.Change != PolicyChange.Unreadable))
        {
            await state.ReadAsync(change);
            _affected[at] = await enforcement.ApplyAsync(change);
        }

        while (_affected.Count > MaxRemembered)
        {
            _affected.Remove(_affected.First().Key);
        }

        _version = version;
        _isComplete = true;
    }

    [LoggerMessage(1, LogLevel.Error, "Bans, mutes and room rules could not be read; the last known ones stay in force.")]
    private partial void LogFailed(Exception exception);
}

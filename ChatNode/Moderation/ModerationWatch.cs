using AspireChat.Store.Moderation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Moderation;

/// <summary>Keeps this node's <see cref="ModerationPolicy"/> as Redis has it, and enforces what changed.</summary>
internal sealed partial class ModerationWatch(
    PolicyLog changes, ModerationPolicy policy, Enforcement enforcement, TimeProvider time, ILogger<ModerationWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Of how many changes it is remembered how many connections they concerned.</summary>
    private const int Remembered = 1_000;

    private readonly SemaphoreSlim _looking = new(1);
    private readonly SortedDictionary<long, int> _concerned = [];
    private long _version = -1; // none yet
    private bool _isComplete;

    /// <summary>Loads before the node takes its first client, if Redis is there.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryLookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Looks for changes and enforces them.</summary>
    /// <param name="version">A change that has been made.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>How many connections that change concerned here.</returns>
    /// <exception cref="RedisException">Redis cannot be reached; the last known policy stays in force.</exception>
    public async Task<int> LookAsync(long version, CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            await LookAsync();
            return _concerned.GetValueOrDefault(version);
        }
        catch
        {
            _isComplete = false;
            throw;
        }
        finally
        {
            _looking.Release();
        }
    }

    public override void Dispose()
    {
        _looking.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryLookAsync(stoppingToken);
        }
    }

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(version: 0, cancellationToken);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // The health check says so; the next look loads everything.
        }
        catch (Exception unexpected) when (unexpected is not (OperationCanceledException or ObjectDisposedException))
        {
            LogFailed(unexpected);
        }
    }

    private async Task LookAsync()
    {
        // The first look finds everything as it is; what led to it is no news.
        var version = await changes.VersionAsync();
        var news = _version < 0 ? [] : await changes.ReadAsync(_version, version);

        // After a failure something may be missing here, and if Redis lost its last second, something may be known that never was. An entry
        // that cannot be read does not say what changed.
        if (!_isComplete || version < _version || news.Any(entry => entry.Change == PolicyChange.Unreadable))
        {
            await policy.ReadAllAsync();
            enforcement.ApplyAll();
        }

        foreach (var (change, at) in news.Where(entry => entry.Change != PolicyChange.Unreadable))
        {
            await policy.ReadAsync(change);
            _concerned[at] = enforcement.Apply(change);
        }

        while (_concerned.Count > Remembered)
        {
            _concerned.Remove(_concerned.First().Key);
        }

        _version = version;
        _isComplete = true;
    }

    [LoggerMessage(1, LogLevel.Error, "Bans, mutes and rooms' rules could not be read; the last known ones stay in force.")]
    private partial void LogFailed(Exception exception);
}

namespace AspireChat.Web.Client.Chat.Rooms;

/// <summary>What the user may do in a room, as the server says. A mute ends by itself.</summary>
/// <param name="changed">Called when a mute is over.</param>
/// <param name="time">The clock.</param>
internal sealed class OwnStanding(Action changed, TimeProvider time)
{
    /// <summary>Timers do not reach further than some weeks.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private OwnMute? _mute;
    private ITimer? _timer;

    /// <summary>Owner, moderator, or null for a plain member.</summary>
    public string? Role { get; private set; }

    /// <summary>The mute, as long as it is in force.</summary>
    public OwnMute? Mute => _mute is { Until: { } until } && until <= time.GetUtcNow() ? null : _mute;

    /// <summary>Takes what the server said last.</summary>
    /// <param name="role">The role.</param>
    /// <param name="mutedUntil">Unix milliseconds, 0 = until it is lifted; null: not muted.</param>
    /// <param name="muteReason">Why.</param>
    public void Set(string? role, long? mutedUntil, string? muteReason)
    {
        Role = role;
        var mute = mutedUntil is { } until ? new OwnMute(muteReason, until == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(until)) : null;
        if (mute != _mute)
        {
            _mute = mute;
            Wait();
        }
    }

    private void Wait()
    {
        _timer?.Dispose();
        _timer = Mute?.Until is { } until ? time.CreateTimer(_ => OnTimer(), null, Shorter(until - time.GetUtcNow()), Timeout.InfiniteTimeSpan) : null;
    }

    private void OnTimer()
    {
        Wait();
        if (Mute is null)
        {
            changed();
        }
    }

    private static TimeSpan Shorter(TimeSpan left) => left < LongestWait ? left + TimeSpan.FromMilliseconds(1) : LongestWait;
}

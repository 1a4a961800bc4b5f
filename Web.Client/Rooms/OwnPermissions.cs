namespace AspireChat.Web.Client.Rooms;

/// <summary>What the user may do in a room, according to the server. A mute expires by itself.</summary>
/// <param name="changed">Called when a mute expires.</param>
/// <param name="time">The clock.</param>
internal sealed class OwnPermissions(Action changed, TimeProvider time)
{
    /// <summary>A timer cannot wait longer than a few weeks.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    private OwnMute? _mute;
    private ITimer? _timer;

    /// <summary>Owner, moderator, or null for a plain member.</summary>
    public string? Role { get; private set; }

    /// <summary>The mute while it is in force.</summary>
    public OwnMute? Mute => _mute is { Until: { } until } && until <= time.GetUtcNow() ? null : _mute;

    /// <summary>Applies what the server says.</summary>
    /// <param name="role">The role.</param>
    /// <param name="mutedUntil">When the mute expires, in Unix milliseconds; 0 = never; null = not muted.</param>
    /// <param name="muteReason">The reason given.</param>
    public void Set(string? role, long? mutedUntil, string? muteReason)
    {
        Role = role;
        var mute = mutedUntil is { } until ? new OwnMute(muteReason,
            until == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(until)) : null;
        if (mute != _mute)
        {
            _mute = mute;
            StartTimer();
        }
    }

    private void StartTimer()
    {
        _timer?.Dispose();
        _timer = Mute?.Until is { } until
            ? time.CreateTimer(_ => OnTimer(), null, Limit(until - time.GetUtcNow()), Timeout.InfiniteTimeSpan)
            : null;
    }

    private void OnTimer()
    {
        StartTimer();
        if (Mute is null)
        {
            changed();
        }
    }

    private static TimeSpan Limit(TimeSpan left) => left < MaxWait ? left + TimeSpan.FromMilliseconds(1) : MaxWait;
}

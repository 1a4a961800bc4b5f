using System.Net.Http.Headers;

namespace AspireChat.Web.Client.Session;

/// <summary>
/// The server's time, from the <c>Date</c> header of its answers. The device's clock may be wrong by hours, so it only measures how much
/// time has passed.
/// </summary>
/// <param name="device">The device's clock.</param>
public sealed class ServerTime(TimeProvider device) : TimeProvider
{
    private (DateTimeOffset Date, long At)? _read;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => device.LocalTimeZone;

    /// <inheritdoc />
    public override long TimestampFrequency => device.TimestampFrequency;

    /// <summary>The server's time; the device's until the server has answered.</summary>
    public override DateTimeOffset GetUtcNow() =>
        _read is { } read ? read.Date + device.GetElapsedTime(read.At) : device.GetUtcNow();

    /// <inheritdoc />
    public override long GetTimestamp() => device.GetTimestamp();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        device.CreateTimer(callback, state, dueTime, period);

    /// <summary>Takes the time from an answer, if it has one.</summary>
    internal void Read(HttpResponseHeaders headers)
    {
        if (headers.Date is { } date)
        {
            Read(date);
        }
    }

    /// <summary>Takes the time that it is now.</summary>
    internal void Read(DateTimeOffset now) => _read = (now, device.GetTimestamp());
}

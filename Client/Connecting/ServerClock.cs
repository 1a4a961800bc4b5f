namespace AspireChat.Client.Connecting;

/// <summary>
/// The server's time, from the <c>Date</c> header of its answers. The device's clock may be wrong by hours, so it only measures how much
/// time has passed.
/// </summary>
internal sealed class ServerClock(TimeProvider time)
{
    private sealed record Reading(DateTimeOffset Date, long At);

    private volatile Reading? _reading;

    /// <summary>The server's time; the device's until the server has answered.</summary>
    public DateTimeOffset Now => _reading is { } reading ? reading.Date + time.GetElapsedTime(reading.At) : time.GetUtcNow();

    /// <summary>Takes the time from an answer, if it has one.</summary>
    public void Read(HttpResponseMessage answer)
    {
        if (answer.Headers.Date is { } date)
        {
            _reading = new Reading(date, time.GetTimestamp());
        }
    }
}

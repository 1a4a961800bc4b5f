using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace AspireChat.Unit.Tests.Fakes;

/// <summary>A clock that stands still until it is advanced, and records what is waited for.</summary>
internal sealed class RecordingTime() : FakeTimeProvider(DateTimeOffset.UtcNow)
{
    /// <summary>Every wait that has begun.</summary>
    public ConcurrentQueue<TimeSpan> Delays { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Delays.Enqueue(dueTime);
        }

        return base.CreateTimer(callback, state, dueTime, period);
    }
}

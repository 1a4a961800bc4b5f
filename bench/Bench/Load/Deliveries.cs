using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using HdrHistogram;

namespace AspireChat.Bench.Load;

/// <summary>
/// Counts what arrives. A message's text begins with <c>@number:time@</c>, its number and the generator's clock when it was
/// sent. Each member's numbers are kept, so that a repeated delivery does not hide a lost one.
/// </summary>
internal sealed class Deliveries(int members, int messages)
{
    private readonly ulong[][] _seen = [.. Enumerable.Range(0, members).Select(_ => new ulong[(messages + 63) / 64])];
    private int _from = int.MaxValue;
    private long _count;
    private long _repeated;
    private long _frames;

    /// <summary>From send to receipt, in microseconds.</summary>
    public LongConcurrentHistogram Lag { get; private set; } = NewLag();

    /// <summary>Deliveries of messages that are measured, each once.</summary>
    public long Total => Interlocked.Read(ref _count);

    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>Frames of the hub protocol that brought them: fewer than deliveries where the server makes batches.</summary>
    public long Frames => Interlocked.Read(ref _frames);

    /// <summary>The first message that is measured, after the warm-up.</summary>
    public void MeasureFrom(int number)
    {
        Lag = NewLag();
        Volatile.Write(ref _from, number);
    }

    /// <summary>The text of a message.</summary>
    public static string Text(int number, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"@{number}:{Stopwatch.GetTimestamp()}@").PadRight(length, 'x');

    /// <summary>Counts the marks in a frame that a member received. Called by one thread at a time for one member.</summary>
    public void Count(int member, ReadOnlySpan<byte> received)
    {
        var now = Stopwatch.GetTimestamp();
        var from = Volatile.Read(ref _from);
        var marks = 0;
        for (var at = received.IndexOf((byte)'@'); at >= 0; at = received.IndexOf((byte)'@'))
        {
            received = received[(at + 1)..];
            if (!Utf8Parser.TryParse(received, out int number, out var digits) || received[digits] != ':'
                || !Utf8Parser.TryParse(received[(digits + 1)..], out long sent, out var more))
            {
                continue;
            }

            // Past the closing mark.
            received = received[(digits + more + 2)..];
            if (number >= from)
            {
                Count(member, number, now - sent);
                marks++;
            }
        }

        if (marks > 0)
        {
            Interlocked.Increment(ref _frames);
        }
    }

    private void Count(int member, int number, long ticks)
    {
        ref var seen = ref _seen[member][number / 64];
        var bit = 1UL << (number % 64);
        if ((seen & bit) != 0)
        {
            Interlocked.Increment(ref _repeated);
            return;
        }

        seen |= bit;
        Interlocked.Increment(ref _count);
        Lag.RecordValue(Math.Clamp(ticks * 1_000_000 / Stopwatch.Frequency, 1, 59_000_000));
    }

    private static LongConcurrentHistogram NewLag() => new(
        lowestTrackableValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3);
}

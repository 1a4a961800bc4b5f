using System.Collections.Concurrent;

namespace AspireChat.Client.Connecting;

/// <summary>How long the server has been silent while it should have said something.</summary>
internal sealed class LinkSilence(TimeProvider time)
{
    private readonly ConcurrentDictionary<object, long> _calls = new();
    private long _heard = time.GetTimestamp();

    /// <summary>The server has sent something.</summary>
    public void Heard() => Volatile.Write(ref _heard, time.GetTimestamp());

    /// <summary>A call was sent; dispose when it is over.</summary>
    public IDisposable Call() => new PendingCall(this);

    /// <summary>Whether nothing has come for too long.</summary>
    /// <param name="limit">When nothing was asked: longer than the server's keep-alive interval.</param>
    /// <param name="answerLimit">After a call.</param>
    public bool IsOver(TimeSpan limit, TimeSpan answerLimit)
    {
        var heard = Volatile.Read(ref _heard);
        return time.GetElapsedTime(heard) > limit || _calls.Values.Any(begun => begun >= heard && time.GetElapsedTime(begun) > answerLimit);
    }

    private sealed class PendingCall : IDisposable
    {
        private readonly LinkSilence _silence;

        public PendingCall(LinkSilence silence)
        {
            _silence = silence;
            silence._calls[this] = silence.Now;
        }

        public void Dispose() => _silence._calls.TryRemove(this, out _);
    }

    private long Now => time.GetTimestamp();
}

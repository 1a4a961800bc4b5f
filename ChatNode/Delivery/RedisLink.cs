using System.Diagnostics.Metrics;
using AspireChat.Store.Telemetry;

namespace AspireChat.ChatNode.Delivery;

/// <summary>What this node knows about its own connection to Redis. The heartbeat writes it.</summary>
internal sealed class RedisLink
{
    private readonly TimeProvider _time;
    private long _lastBeat;
    private volatile bool _isCutOff;

    public RedisLink(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _lastBeat = time.GetTimestamp();
        meters.Create(ChatTelemetry.Name).CreateObservableGauge(
            "chat.node.cut_off", () => _isCutOff ? 1 : 0, "{node}", "1 while this node cannot reach Redis and other nodes can.");
    }

    /// <summary>Whether other nodes can reach Redis and this one cannot: it accepts nobody, and sends its clients to them.</summary>
    public bool IsCutOff
    {
        get => _isCutOff;
        set => _isCutOff = value;
    }

    /// <summary>The time since the last heartbeat that Redis answered, or since the start.</summary>
    public TimeSpan SinceBeat => _time.GetElapsedTime(Interlocked.Read(ref _lastBeat));

    /// <summary>Redis has answered a heartbeat.</summary>
    public void Beat() => Interlocked.Exchange(ref _lastBeat, _time.GetTimestamp());
}

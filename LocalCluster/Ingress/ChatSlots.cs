using System.Collections.Concurrent;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>The slots as they are now, and which of them refused somebody a moment ago. Thread-safe.</summary>
internal sealed class ChatSlots(TimeProvider time)
{
    /// <summary>nginx's <c>max_fails=1 fail_timeout=5s</c>: after one failure a slot is left out this long.</summary>
    public static readonly TimeSpan FailTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, long> _failed = new(StringComparer.Ordinal);
    private volatile IngressSlot[] _all = [];
    private volatile SmoothRoundRobin _roundRobin = new();

    public IReadOnlyList<IngressSlot> All => _all;

    /// <summary>Begins anew each time the slots change, as nginx's does with every reload.</summary>
    public SmoothRoundRobin RoundRobin => _roundRobin;

    /// <summary>Takes new slots. False when they are the ones it has, so that nothing needs to follow.</summary>
    public bool Replace(IReadOnlyList<IngressSlot> slots)
    {
        if (_all.SequenceEqual(slots))
        {
            return false;
        }

        _all = [.. slots];
        _roundRobin = new();
        _failed.Clear();
        return true;
    }

    public void MarkFailed(string name) => _failed[name] = time.GetTimestamp();

    public bool IsUsable(IngressSlot slot) =>
        slot.Up && !(_failed.TryGetValue(slot.Name, out var at) && time.GetElapsedTime(at) <= FailTimeout);
}

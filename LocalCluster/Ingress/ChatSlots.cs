using System.Collections.Concurrent;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>The current slots, and which of them failed a moment ago. Thread-safe.</summary>
internal sealed class ChatSlots(TimeProvider time)
{
    /// <summary>How long a slot is skipped after one failure, as with nginx's <c>max_fails=1 fail_timeout=5s</c>.</summary>
    public static readonly TimeSpan FailTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, long> _failed = new(StringComparer.Ordinal);
    private volatile IngressSlot[] _all = [];
    private volatile RoundRobin _roundRobin = new();

    public IReadOnlyList<IngressSlot> All => _all;

    /// <summary>Starts again each time the slots change, as nginx's does with every reload.</summary>
    public RoundRobin RoundRobin => _roundRobin;

    /// <summary>Replaces the slots. Returns false if nothing has changed.</summary>
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

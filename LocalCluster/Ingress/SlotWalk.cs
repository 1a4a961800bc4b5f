using System.Net;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>Where one request goes, and where next if that fails. Keeps the slots it began with.</summary>
internal sealed class SlotWalk(IPAddress? client, ChatSlots chat)
{
    private readonly IReadOnlyList<IngressSlot> _slots = chat.All;
    private readonly SmoothRoundRobin _roundRobin = chat.RoundRobin;
    private readonly IpHash _hash = new(client);

    /// <summary>How many slots there are, and so how often it is worth trying.</summary>
    public int Count => _slots.Count;

    /// <summary>The next slot, or null when none is left.</summary>
    public IngressSlot? Next()
    {
        var index = _hash.Next(_slots, chat.IsUsable);
        if (index < 0)
        {
            index = _roundRobin.Next(_slots, at => !_hash.WasTried(at) && chat.IsUsable(_slots[at]));
        }

        if (index < 0)
        {
            return null;
        }

        _hash.MarkTried(index);
        return _slots[index];
    }
}

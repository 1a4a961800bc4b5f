using System.Net;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>Which slot a request goes to, and which next if that fails. It keeps the slots it started with.</summary>
internal sealed class SlotWalk(IPAddress? client, ChatSlots chat)
{
    private readonly IReadOnlyList<IngressSlot> _slots = chat.All;
    private readonly RoundRobin _roundRobin = chat.RoundRobin;
    private readonly IpHash _hash = new(client);

    /// <summary>How many slots there are, and so how many attempts make sense.</summary>
    public int Count => _slots.Count;

    /// <summary>The next slot, or null when none is left.</summary>
    public IngressSlot? Next()
    {
        var index = _hash.Next(_slots, chat.IsUsable);
        if (index < 0)
        {
            index = _roundRobin.Next(_slots.Count, at => !_hash.WasTried(at) && chat.IsUsable(_slots[at]));
        }

        if (index < 0)
        {
            return null;
        }

        _hash.MarkTried(index);
        return _slots[index];
    }
}

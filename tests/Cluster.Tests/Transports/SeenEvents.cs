using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.Cluster.Tests.Transports;

/// <summary>The log of a room as a client sees it: what it shows after each update.</summary>
public sealed class SeenEvents
{
    private readonly Lock _gate = new();
    private readonly List<RoomEvent> _events = [];

    public SeenEvents(ChatConnection connection, string room) => connection.Updated += update =>
    {
        if (update.Room == room)
        {
            Take(update);
        }
    };

    public IReadOnlyList<RoomEvent> Messages
    {
        get { lock (_gate) { return [.. _events.Where(seen => seen.Kind == EventKind.Message)]; } }
    }

    public IReadOnlyList<long> Seqs
    {
        get { lock (_gate) { return [.. _events.Select(seen => seen.Seq)]; } }
    }

    private void Take(RoomUpdate update)
    {
        lock (_gate)
        {
            if (update.Reset)
            {
                _events.Clear();
            }

            _events.AddRange(update.Events.Where(happened => happened.Seq > 0));
        }
    }
}

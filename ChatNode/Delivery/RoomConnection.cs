using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.Delivery;

/// <summary>A connection's place in a room it has joined.</summary>
internal sealed class RoomConnection(ClientConnection client, Room room, LogPosition start)
{
    private RoomStanding? _told;

    /// <summary>The connection.</summary>
    public ClientConnection Client { get; } = client;

    /// <summary>The room.</summary>
    public Room Room { get; } = room;

    /// <summary>Up to where the connection has been given the room's log. Guarded by <see cref="ClientConnection.Gate"/>.</summary>
    public LogPosition Position { get; set; } = start;

    /// <summary>Whether the room has gone on without this connection.</summary>
    public bool IsBehind => Room.Pumped is var pumped && (Position.Seq < pumped.Seq || Position.Epoch != pumped.Epoch);

    /// <summary>Notes what the user is told of what they may do.</summary>
    /// <returns>False when that is what they were told last.</returns>
    public bool Tell(RoomStanding standing) => Interlocked.Exchange(ref _told, standing) != standing;

    /// <summary>Likewise, for a change: before the join is answered it tells them nothing, since the answer looks once more by itself.</summary>
    /// <returns>False when there is nothing to tell them.</returns>
    public bool TellChange(RoomStanding standing) => Interlocked.CompareExchange(ref _told, null, null) is not null && Tell(standing);
}

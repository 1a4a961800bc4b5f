using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.Delivery;

/// <summary>A connection's place in a room it has joined.</summary>
internal sealed class RoomConnection(ClientConnection client, Room room, LogPosition start)
{
    private MemberStatus? _notified;

    /// <summary>The connection.</summary>
    public ClientConnection Client { get; } = client;

    /// <summary>The room.</summary>
    public Room Room { get; } = room;

    /// <summary>
    /// The position up to which the connection has received the room's log. Guarded by <see cref="ClientConnection.StateLock"/>.
    /// </summary>
    public LogPosition Position { get; set; } = start;

    /// <summary>Whether the room is further on than this connection.</summary>
    public bool IsBehind => Room.Pumped is var pumped && (Position.Seq < pumped.Seq || Position.Epoch != pumped.Epoch);

    /// <summary>Records the role and mute that the user is notified of.</summary>
    /// <returns>False if the user was last notified of the same.</returns>
    public bool TryRecord(MemberStatus status) => Interlocked.Exchange(ref _notified, status) != status;

    /// <summary>Likewise for a change. A change during the join is not recorded: the join's result reports it.</summary>
    /// <returns>False if there is nothing to notify the user of.</returns>
    public bool TryRecordChange(MemberStatus status) =>
        Interlocked.CompareExchange(ref _notified, null, null) is not null && TryRecord(status);
}

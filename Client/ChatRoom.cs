using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>A room that a <see cref="ChatConnection"/> has joined, and joins again after every reconnect until it is left.</summary>
public sealed class ChatRoom
{
    internal ChatRoom(string name) => Name = name;

    /// <summary>The room's name.</summary>
    public string Name { get; }

    /// <summary>The epoch of the log that <see cref="LastSeq"/> belongs to.</summary>
    public string Epoch => throw new NotImplementedException();

    /// <summary>The seq of the newest event received, 0 in an empty room.</summary>
    public long LastSeq => throw new NotImplementedException();

    /// <summary>Who is online, at most 100 of them, as of the last update.</summary>
    public IReadOnlyList<RoomUser> Online => throw new NotImplementedException();

    /// <summary>How many users are online.</summary>
    public int OnlineCount => throw new NotImplementedException();

    /// <summary>
    /// The room's updates, for as many readers as there are calls. The first is a <see cref="RoomUpdate.Reset"/> with the newest
    /// events; so is the next one after a reader fell too far behind. Ends when the room is left or the connection disposed.
    /// </summary>
    public IAsyncEnumerable<RoomUpdate> ReadUpdatesAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();
}

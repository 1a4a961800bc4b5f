namespace AspireChat.Contracts;

/// <summary>What the server calls on a client.</summary>
public interface IChatClient
{
    /// <summary>Events of a room the connection has joined.</summary>
    Task Receive(RoomBatch batch);

    /// <summary>Something for this user wherever connected, or for everybody.</summary>
    Task Notify(Notice notice);

    /// <summary>Connect anew, soon.</summary>
    Task Reconnect(ReconnectRequest request);
}

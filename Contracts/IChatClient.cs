namespace AspireChat.Contracts;

/// <summary>The methods that the server calls on a client.</summary>
public interface IChatClient
{
    /// <summary>Delivers events of a room that the connection has joined.</summary>
    Task Receive(RoomBatch batch);

    /// <summary>Delivers a notice to this user or to everyone.</summary>
    Task Notify(Notice notice);

    /// <summary>Asks the client to open another connection soon and then close this one.</summary>
    Task Reconnect(ReconnectRequest request);
}

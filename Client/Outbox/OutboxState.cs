namespace AspireChat.Client;

/// <summary>The states of an <see cref="OutboxMessage"/>.</summary>
public enum OutboxState
{
    /// <summary>Waiting for its turn, the connection or the next attempt.</summary>
    Waiting,

    /// <summary>Being sent to the server.</summary>
    Sending,

    /// <summary>Stored in the room's log.</summary>
    Sent,

    /// <summary>Refused by the server, or cancelled by <see cref="ChatConnection.Cancel"/>.</summary>
    Failed,
}

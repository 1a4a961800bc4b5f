namespace AspireChat.Client;

/// <summary>Where an <see cref="OutboxMessage"/> is on its way.</summary>
public enum OutboxState
{
    /// <summary>Waits for its turn, for the connection, or for the next attempt.</summary>
    Waiting,

    /// <summary>On its way to the server.</summary>
    Sending,

    /// <summary>Stored in the room's log.</summary>
    Sent,

    /// <summary>Refused for good, or given up by <see cref="ChatConnection.Cancel"/>.</summary>
    Failed,
}

namespace AspireChat.Client;

/// <summary>The states of a <see cref="ChatConnection"/>.</summary>
public enum ConnectionStatus
{
    /// <summary>Not started, or disposed.</summary>
    Stopped,

    /// <summary>Trying to connect for the first time.</summary>
    Connecting,

    /// <summary>Connected to a node.</summary>
    Online,

    /// <summary>Was online and is trying to reconnect. It never gives up.</summary>
    Reconnecting,
}

namespace AspireChat.Client;

/// <summary>What a <see cref="ChatConnection"/> is doing.</summary>
public enum ConnectionStatus
{
    /// <summary>Not started, or disposed.</summary>
    Stopped,

    /// <summary>Trying to connect for the first time.</summary>
    Connecting,

    /// <summary>Connected to a node.</summary>
    Online,

    /// <summary>Was online, and is trying to be again. It never gives up.</summary>
    Reconnecting,
}

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

    /// <summary>
    /// Connected, but the node has been silent for longer than <see cref="ChatConnectionOptions.SilenceLimit"/>, or has not answered a call
    /// within <see cref="ChatConnectionOptions.AnswerLimit"/>. Becomes <see cref="Online"/> when it is heard again, or
    /// <see cref="Reconnecting"/> when the connection is given up.
    /// </summary>
    Unresponsive,
}

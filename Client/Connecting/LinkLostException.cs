namespace AspireChat.Client.Connecting;

/// <summary>The connection ended before the answer came. Whether the server did what it was asked is not known.</summary>
internal sealed class LinkLostException(string message, Exception? inner = null) : Exception(message, inner);

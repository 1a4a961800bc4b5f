namespace AspireChat.Client.Connecting;

/// <summary>The connection ended before the result came. Whether the server carried out the call is not known.</summary>
internal sealed class LinkLostException(string message, Exception? inner = null) : Exception(message, inner);

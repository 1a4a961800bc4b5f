namespace AspireChat.ConsoleChat;

/// <summary>The server refuses this name; the message says why.</summary>
internal sealed class SignInException(string message) : Exception(message);

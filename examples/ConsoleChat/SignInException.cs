namespace AspireChat.ConsoleChat;

/// <summary>The server does not sign this name in; the message says why.</summary>
internal sealed class SignInException(string message) : Exception(message);

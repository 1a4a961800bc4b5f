using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>The server refused a call, or could not be reached.</summary>
/// <param name="code">One of <see cref="ChatErrors"/>, or an empty string if the server sent none.</param>
/// <param name="message">The explanation to show to a person, without the code.</param>
public sealed class ChatException(string code, string message) : Exception(message)
{
    /// <summary>One of <see cref="ChatErrors"/>, or an empty string if the server sent none.</summary>
    public string Code { get; } = code;
}

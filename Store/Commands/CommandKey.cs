namespace AspireChat.Store.Commands;

/// <summary>
/// The keys that sign commands and answers. They are derived from <c>Chat:SigningKey</c> for <see cref="Purpose"/>: a token is not accepted
/// as a command or the other way round.
/// </summary>
/// <param name="keys">The derived keys. All are accepted; the first one signs.</param>
public sealed class CommandKey(IReadOnlyList<byte[]> keys)
{
    /// <summary>What the keys are derived for.</summary>
    public const string Purpose = "commands";

    /// <summary>Returns the message to publish.</summary>
    public string Sign(string channel, string json) => SignedMessage.Sign(channel, json, keys[0]);

    /// <summary>Returns the JSON of a message; null if it is not signed with one of the keys for this channel.</summary>
    public string? Open(string channel, string message) => SignedMessage.Open(channel, message, keys)?.Json;
}

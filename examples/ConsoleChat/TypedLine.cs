using AspireChat.Client;

namespace AspireChat.ConsoleChat;

/// <summary>What is typed: a command, which begins with a slash and is not sent, or a message.</summary>
internal static class TypedLine
{
    /// <summary>The command that ends the program.</summary>
    public const string Quit = "/quit";

    private const string Help =
        "/who: who is online. /quit: leave. To send a message that begins with a slash, type two. Everything else is sent.";

    /// <summary>The answer to a command; null when the line is a message.</summary>
    public static string? Answer(string line, ChatRoom room) => line.Trim() switch
    {
        "/help" => Help,
        "/who" =>
            $"{room.OnlineCount} online: {string.Join(", ", room.Online.Select(user => user.Name).Order(StringComparer.CurrentCulture))}",
        ['/', not '/', ..] and var unknown =>
            $"{unknown.Split(' ')[0]} is not a command. /help lists the commands; to send it as a message, type /{unknown}",
        _ => null,
    };

    /// <summary>The message to send.</summary>
    public static string Text(string line) => line.StartsWith("//", StringComparison.Ordinal) ? line[1..] : line;
}

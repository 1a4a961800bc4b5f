using System.Globalization;
using System.Security.Cryptography;

namespace AspireChat.ConsoleChat;

/// <summary>The bot's commands.</summary>
internal static class Commands
{
    public const string List = "!ping, !time, !roll, !help";

    private const int Sides = 6;

    /// <summary>The answer to a text; null when it is not for the bot.</summary>
    /// <param name="text">A message in the room: <c>!ping</c>, or <c>@NAME ping</c>.</param>
    /// <param name="name">The bot's name.</param>
    public static string? Answer(string text, string name)
    {
        var mention = $"@{name} ";
        var command = text.StartsWith('!') ? text[1..]
            : text.StartsWith(mention, StringComparison.OrdinalIgnoreCase) ? text[mention.Length..].TrimStart('!')
            : "";
        return command.Trim().ToUpperInvariant() switch
        {
            "PING" => "pong",
            "TIME" => DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
            "ROLL" => $"🎲 {RandomNumberGenerator.GetInt32(1, Sides + 1)}",
            "HELP" => $"I answer {List}.",
            _ => null,
        };
    }
}

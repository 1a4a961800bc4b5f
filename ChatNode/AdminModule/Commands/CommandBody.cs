using System.Text.Json.Nodes;
using AspireChat.Store.Commands;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>Reads a command's arguments. One of another type makes the command malformed.</summary>
internal static class CommandBody
{
    /// <summary>A text; null if there is none.</summary>
    /// <exception cref="CommandRefusedException">It is not a text.</exception>
    public static string? Text(this JsonObject body, string name)
    {
        try
        {
            return body[name] is not { } node ? null
                : node is JsonValue value && value.TryGetValue(out string? text) ? text
                : throw Malformed(name, "a text");
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 without its other half.
            throw Malformed(name, "a text");
        }
    }

    /// <summary>A whole number; null if there is none.</summary>
    /// <exception cref="CommandRefusedException">It is not a whole number.</exception>
    public static long? Number(this JsonObject body, string name) =>
        body[name] is not { } node ? null
        : node is JsonValue value && value.TryGetValue(out long number) ? number
        : throw Malformed(name, "a whole number");

    private static CommandRefusedException Malformed(string name, string type) =>
        new(CommandRefusedException.Malformed, $"'{name}' is not {type}.");
}

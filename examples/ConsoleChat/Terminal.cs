using System.Globalization;
using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.ConsoleChat;

/// <summary>The output: messages with their seq, and the program's own lines, which begin with <c>--</c>.</summary>
internal sealed class Terminal
{
    private readonly Lock _gate = new();
    private string _told = "";
    private string _online = "";

    /// <summary>Writes a line of the program's own.</summary>
    public static void Say(string text) => Console.WriteLine($"-- {Clean(text)}");

    /// <summary>Shows the connection's status when it has changed.</summary>
    public void Show(ChatConnection connection, Uri server)
    {
        var because = connection.LastError is { } error ? $" {error}" : "";
        var told = connection.Status switch
        {
            ConnectionStatus.Connecting => $"connecting to {server} …{because}",
            ConnectionStatus.Online => $"online on {connection.Session!.Node}, as {connection.Session.Name}",
            ConnectionStatus.Unresponsive => $"{connection.Session!.Node} is silent; checking the connection …",
            ConnectionStatus.Reconnecting => $"the connection was lost; connecting again …{because}",
            _ => "",
        };
        lock (_gate)
        {
            if (told.Length > 0 && told != _told)
            {
                Say(_told = told);
            }
        }
    }

    /// <summary>Shows what happened in the room.</summary>
    public void Show(RoomUpdate update, ChatRoom room)
    {
        if (update.Reset)
        {
            Say($"{room.Name}, its newest messages:");
        }

        foreach (var line in update.Events.Select(LineOf).OfType<string>())
        {
            Console.WriteLine(line);
        }

        var names = room.Online.Select(user => user.Name).Order(StringComparer.CurrentCulture);
        var online = $"{room.OnlineCount} online: {string.Join(", ", names)}";
        if (online != _online)
        {
            Say(_online = online);
        }
    }

    private static string? LineOf(RoomEvent happened)
    {
        var who = Clean(happened.Name ?? happened.User);
        return happened.Kind switch
        {
            EventKind.Message or EventKind.Question when happened.Removed != true =>
                Line(happened, $"{who}{To(happened.ReplyTo)}: {Clean(happened.Text)}{Files(happened)}"),
            EventKind.Edit when happened.Removed != true => Line(happened, $"{who} changed #{happened.Target}: {Clean(happened.Text)}"),
            EventKind.Delete => Line(happened, $"{who} withdrew #{happened.Target}"),
            EventKind.Reaction when happened.Removed == true =>
                Line(happened, $"{who} took {Clean(happened.Emoji)} off #{happened.Target}"),
            EventKind.Reaction => Line(happened, $"{who} put {Clean(happened.Emoji)} on #{happened.Target}"),
            EventKind.Join => Line(happened, $"{who} joined"),
            EventKind.Leave => Line(happened, $"{who} left"),
            _ => null,
        };
    }

    private static string Line(RoomEvent happened, string text) =>
        $"#{happened.Seq} {happened.Time.LocalDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} {text}";

    private static string To(long? seq) => seq is null ? "" : $" (to #{seq})";

    private static string Files(RoomEvent happened) =>
        string.Concat((happened.Attachments ?? []).Select(file => $" [{Clean(file.Name)}]"));

    /// <summary>Removes control characters: other people's texts and names must not control the terminal.</summary>
    private static string Clean(string? text) =>
        string.Concat((text ?? "").ReplaceLineEndings("\n    ")
            .Select(character => char.IsControl(character) && character != '\n' ? '\uFFFD' : character));
}

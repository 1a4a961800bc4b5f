using System.CommandLine;
using System.CommandLine.Parsing;
using AspireChat.Contracts;

namespace AspireChat.ConsoleChat;

/// <summary>The command line: its options and their checks.</summary>
internal static class ChatCommand
{
    private const int InvalidUsage = 2;

    /// <summary>How long Ctrl+C waits for messages being sent.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private static readonly Option<string> Server = new("--server")
    {
        Description = "The page's address.",
        HelpName = "URL",
        DefaultValueFactory = _ => "http://localhost:8080",
    };

    private static readonly Option<string> Room = new("--room")
    {
        Description = "The room to join. It is created if it does not exist.",
        HelpName = "ROOM",
        DefaultValueFactory = _ => RoomName.Lobby,
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = $"The name to sign in with. Default: {Environment.UserName}, or \"bot\" for a bot.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Passphrase = new("--passphrase")
    {
        Description = "Protects the name with this passphrase, so that it is the same user after every start. Use it or a token for a bot.",
        HelpName = "TEXT",
    };

    private static readonly Option<string?> Token = new("--token")
    {
        Description = "Connect with this token (see docs/protocol.md) instead of signing in.",
        HelpName = "JWT",
    };

    private static readonly Option<string?> Network = new("--network")
    {
        Description = "With LocalCluster: connect from this network, and so usually to another node.",
        HelpName = "a|b|c",
    };

    private static readonly Option<bool> Bot = new("--bot")
    {
        Description = $"Answer commands ({Commands.List}) instead of sending what is typed.",
    };

    /// <summary>Parses the arguments, reports mistakes, and chats until Ctrl+C or the end of the input. Returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("AspireChat in a terminal: what you type is sent, what others say is shown.")
        {
            Server, Room, Name, Passphrase, Token, Network, Bot,
        };
        Refuse(Server, text => ServerOf(text) is not null, text => $"--server {text} is not an address such as http://localhost:8080.");
        Refuse(Room, RoomName.IsValid, text => $"--room {text} is not valid. {RoomName.Rule}");
        Refuse(Network, text => text is "a" or "b" or "c", text => $"--network {text} is not known; use a, b or c.");
        root.SetAction((parsed, cancellationToken) => Chat.RunAsync(
            new ChatOptions
            {
                Server = ServerOf(parsed.GetRequiredValue(Server))!,
                Room = parsed.GetRequiredValue(Room),
                Name = parsed.GetValue(Name) ?? (parsed.GetValue(Bot) ? "bot" : Environment.UserName),
                Passphrase = parsed.GetValue(Passphrase),
                Token = parsed.GetValue(Token),
                Network = parsed.GetValue(Network),
                Bot = parsed.GetValue(Bot),
            },
            cancellationToken));

        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync(
                "Options: --server URL, --room ROOM, --name NAME, --passphrase TEXT, --token JWT, --network a|b|c, --bot. "
                + "More with --help.");
            return InvalidUsage;
        }

        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = EndLimit });
    }

    private static void Refuse<T>(
        Option<T> option, Func<string, bool> isGood, Func<string, string> message) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var text }] && !isGood(text))
        {
            result.AddError(message(text));
        }
    });

    private static Uri? ServerOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}

using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.ConsoleChat;

/// <summary>One conversation: signs in, connects, joins, shows the room, and sends what is typed or answers as a bot.</summary>
internal static class Chat
{
    private const int Refused = 1;

    /// <summary>A message that is not stored after this time is shown as being sent.</summary>
    private static readonly TimeSpan QuickAnswer = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Chats until it is cancelled or the input ends. Returns the exit code.</summary>
    public static async Task<int> RunAsync(ChatOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var session = new GuestSession(options.Server, options.Name, options.Passphrase);
        await using var connection = new ChatConnection(new ChatConnectionOptions
        {
            Hub = options.Hub,
            AccessToken = options.Token is { } token ? _ => Task.FromResult<string?>(token) : session.TokenAsync,
        });
        string? ended = null;
        connection.Notified += notice =>
        {
            switch (notice.Kind)
            {
                case NoticeKind.Announcement or NoticeKind.Operator:
                    Terminal.Say(notice.Text ?? "");
                    break;

                // An operator closed this session; connecting again at once would undo that.
                case NoticeKind.Banned or NoticeKind.Kicked:
                    ended = $"{notice.Kind}: {notice.Text}";
                    stop.Cancel();
                    break;
            }
        };
        try
        {
            if (options.Token is null)
            {
                await SignInAsync(session, options.Server, stop.Token);
            }

            await ChatAsync(connection, options, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception refusal) when (refusal is SignInException or ChatException)
        {
            ended = refusal.Message;
        }

        if (ended is not null)
        {
            await Console.Error.WriteLineAsync(ended);
        }

        return ended is null ? 0 : Refused;
    }

    private static async Task SignInAsync(GuestSession session, Uri server, CancellationToken cancellationToken)
    {
        var reported = "";
        while (true)
        {
            try
            {
                await session.TokenAsync(cancellationToken);
                return;
            }
            catch (Exception failure)
                when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                if (reported != failure.Message)
                {
                    Terminal.Say($"cannot sign in at {server}, trying again: {reported = failure.Message}");
                }

                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private static async Task ChatAsync(ChatConnection connection, ChatOptions options, CancellationTokenSource stop)
    {
        var terminal = new Terminal();
        connection.Changed += () => terminal.Show(connection, options.Server);
        await connection.StartAsync(stop.Token);
        var room = await connection.JoinAsync(options.Room, stop.Token);
        var bot = options.Bot ? new Bot(connection, room) : null;
        if (bot is null)
        {
            _ = TypeAsync(connection, room, stop);
        }

        await foreach (var update in room.ReadUpdatesAsync(stop.Token))
        {
            terminal.Show(update, room);
            if (bot is not null)
            {
                await bot.TakeAsync(update, stop.Token);
            }
        }

        throw new ChatException(ChatErrors.NotMember, $"You were removed from {room.Name}, or it was deleted.");
    }

    /// <summary>Sends the input line by line and carries out commands. At its end, the program ends once everything is stored.</summary>
    private static async Task TypeAsync(ChatConnection connection, ChatRoom room, CancellationTokenSource stop)
    {
        List<Task> sending = [];

        // Reading a line from a terminal cannot be cancelled; it ends with the process.
        while (await Task.Run(Console.ReadLine) is { } line)
        {
            if (line.Trim() == TypedLine.Quit)
            {
                break;
            }

            if (TypedLine.Answer(line, room) is { } answer)
            {
                Terminal.Say(answer);
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                sending.RemoveAll(sent => sent.IsCompleted);
                sending.Add(TellAsync(connection.Send(room.Name, TypedLine.Text(line))));
            }
        }

        await Task.WhenAll(sending);
        await stop.CancelAsync();
    }

    /// <summary>Reports a message that is late, held or refused. Otherwise the room shows it.</summary>
    private static async Task TellAsync(OutboxMessage message)
    {
        try
        {
            if (await Task.WhenAny(message.Completion, Task.Delay(QuickAnswer)) != message.Completion)
            {
                Terminal.Say($"sending: {message.Text}");
            }

            if ((await message.Completion).Waiting == true)
            {
                Terminal.Say($"waits for a moderator: {message.Text}");
            }
        }
        catch (ChatException refused)
        {
            Terminal.Say($"not sent ({refused.Code}): {refused.Message}");
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }
}

using System.CommandLine;
using AspireChat.Bench.Processes;

namespace AspireChat.Bench;

/// <summary>The command line of <c>fanout</c>.</summary>
internal static class FanoutCommand
{
    public static Command Create()
    {
        var receivers = Numbers.Option("--receivers", "Members of the one room, each with a WebSocket of its own.", 1_000, 1, 20_000);
        var nodes = Numbers.Option("--nodes", "Chat nodes.", 2, 1, 8);
        var rate = Numbers.Option("--rate", "Messages per second, from all senders together.", 50, 1, 100_000);
        var seconds = Numbers.Option("--seconds", "Length of the measured window.", 15, 1, 3_600);
        var warmUp = Numbers.Option(
            "--warmup", "Seconds of the same load before measuring: just-in-time compilation is slow on a busy machine.", 45, 0, 3_600);
        var rounds = Numbers.Option("--rounds", "Fresh starts of each system, in turn.", 3, 1, 100);
        var senders = Numbers.Option("--senders", "How many of the members send.", 10, 1, 1_000);
        var text = Numbers.Option("--text", "Length of a message's text, in characters.", 80, 32, 4_000);
        var port = Numbers.Option("--port", "The first of 40 ports on 127.0.0.1 that may be used.", 21_000, 1_024, 65_000);
        var only = new Option<string[]>("--only") { Description = "Measure these systems only.", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(FanoutBench.Keys);
        var published = Published.Option();

        var command = new Command(
            "fanout",
            "One busy room: the servers' CPU per delivery and the lag, compared with plain SignalR with its Redis backplane and "
            + "socket.io with its Redis adapter.")
        {
            receivers, nodes, rate, seconds, warmUp, rounds, senders, text, port, only, published,
        };
        command.SetAction((parsed, cancellationToken) => FanoutBench.RunAsync(
            new FanoutOptions
            {
                Receivers = parsed.GetValue(receivers),
                Nodes = parsed.GetValue(nodes),
                Rate = parsed.GetValue(rate),
                Seconds = parsed.GetValue(seconds),
                WarmUp = parsed.GetValue(warmUp),
                Rounds = parsed.GetValue(rounds),
                Senders = Math.Min(parsed.GetValue(senders), parsed.GetValue(receivers)),
                TextLength = parsed.GetValue(text),
                Port = parsed.GetValue(port),
                Only = parsed.GetValue(only) ?? [],
                Published = parsed.GetValue(published) is { } folder ? Path.GetFullPath(folder) : null,
            },
            cancellationToken));
        return command;
    }
}

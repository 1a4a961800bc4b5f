using System.CommandLine;
using AspireChat.Bench.Processes;

namespace AspireChat.Bench.Page;

/// <summary>The command line of <c>page</c>.</summary>
internal static class PageCommand
{
    public static Command Create()
    {
        var published = Published.Option("Web");
        published.Required = true;
        var rounds = Numbers.Option("--rounds", "First loads, each with an empty cache.", 5, 1, 100);
        var messages = Numbers.Option("--messages", "Messages in the long room.", 10_000, 100, 10_000);
        var keys = Numbers.Option("--keys", "Keys to type in each room.", 200, 10, 10_000);
        var port = Numbers.Option("--port", "The first of 40 ports on 127.0.0.1 that may be used.", 21_100, 1_024, 65_000);
        var command = new Command(
            "page",
            "The deployed page in Chromium: requests, bytes and time of the first load, a tour of the page, and the typing latency.")
        {
            published, rounds, messages, keys, port,
        };
        command.SetAction((parsed, cancellationToken) => PageBench.RunAsync(
            new PageOptions
            {
                Published = Path.GetFullPath(parsed.GetValue(published)!),
                Rounds = parsed.GetValue(rounds),
                Messages = parsed.GetValue(messages),
                Keys = parsed.GetValue(keys),
                Port = parsed.GetValue(port),
            },
            cancellationToken));
        return command;
    }
}

using System.Globalization;
using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Nodes;
using AspireChat.LocalCluster.Reports;

namespace AspireChat.LocalCluster.Commands;

/// <summary>The prompt: reads commands from standard input while the cluster runs.</summary>
internal sealed class CommandLoop
{
    public const string Usage = "kill N|NAME, drain N, start N|NAME, nodes, help, quit";

    private const string Help = """
        kill N      kill chatnode-N at once (SIGKILL), like a crash
        drain N     move the clients of chatnode-N to other nodes, then stop it (SIGTERM)
        start N     start chatnode-N, again or for the first time
        kill NAME   kill another part at once: admin, web, ingress (nginx), dashboard
        start NAME  start that part again
        nodes       list all nodes
        help        show this list
        quit        stop the cluster
        """;

    private readonly ClusterOutput _output;
    private readonly CancellationTokenSource _stop;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NodeSlots _nodes = null!;
    private Func<IEnumerable<ClusterPart>> _parts = null!;

    private CommandLoop(ClusterOutput output, CancellationTokenSource stop) => (_output, _stop) = (output, stop);

    /// <summary>
    /// Begins to read. The end of the input does not stop the cluster, since a cluster in the background has no input, unless
    /// <c>Chat__StopWithParent=true</c>: then it stops, even while it starts.
    /// </summary>
    public static CommandLoop Begin(ClusterOutput output, CancellationTokenSource stop)
    {
        var loop = new CommandLoop(output, stop);
        new Thread(loop.Read) { IsBackground = true, Name = "commands" }.Start();
        return loop;
    }

    /// <summary>Obeys commands from now on, those first that were typed during the start.</summary>
    public void Obey(NodeSlots nodes, Func<IEnumerable<ClusterPart>> parts)
    {
        (_nodes, _parts) = (nodes, parts);
        _started.SetResult();
    }

    private void Read()
    {
        var input = new CommandInput(Console.In, Console.IsInputRedirected);
        while (input.TryRead(out var line, out var tooLong))
        {
            _started.Task.Wait();
            if (tooLong)
            {
                _output.Say($"A line of more than {CommandInput.MaxLength} characters is no command. Commands: {Usage}.");
                continue;
            }

            Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        if (bool.TryParse(Environment.GetEnvironmentVariable("Chat__StopWithParent"), out var stopWithParent) && stopWithParent)
        {
            _stop.Cancel();
        }
    }

    private void Run(string[] words)
    {
        switch (words)
        {
            case []:
                break;
            case ["kill", var what]:
                Act(what, _nodes.Kill, part => part.Kill());
                break;
            case ["drain", var what]:
                Act(what, _nodes.Drain, part => $"Only a node can be drained; use: kill {part.Word}");
                break;
            case ["start", var what]:
                Act(what, number => _nodes.Start(number).Refusal, part => part.StartAgain());
                break;
            case ["nodes"]:
                _output.Show(ClusterTable.Of(_nodes.Snapshot()));
                break;
            case ["help"]:
                _output.Say(Help);
                break;
            case ["quit"]:
                _stop.Cancel();
                break;
            case ["kill" or "drain" or "start"]:
                _output.Say($"Which one? {words[0]} N, for example {words[0]} 1.");
                break;
            default:
                _output.Say($"Unknown command \"{string.Join(' ', words)}\". Commands: {Usage}.");
                break;
        }
    }

    private void Act(string what, Func<int, string?> onNode, Func<ClusterPart, string?> onPart)
    {
        // A node goes by its number or its name.
        var digits = what.StartsWith("chatnode-", StringComparison.Ordinal) ? what["chatnode-".Length..] : what;
        var refusal = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? onNode(number)
            : _parts().FirstOrDefault(part => part.IsCalled(what)) is { } part ? onPart(part)
            : what == "ingress" ? "The ingress (yarp) runs in this process; it stops with the cluster."
            : $"There is no \"{what}\"; use a node's number, or {string.Join(", ", _parts().Select(part => part.Word))}.";
        if (refusal is not null)
        {
            _output.Say(refusal);
        }
    }
}

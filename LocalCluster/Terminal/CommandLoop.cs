using System.Globalization;
using AspireChat.LocalCluster.Children;

namespace AspireChat.LocalCluster.Terminal;

/// <summary>What can be typed while the cluster runs.</summary>
internal sealed class CommandLoop(Cluster cluster, ClusterOutput output, CancellationTokenSource stop)
{
    public const string Usage = "kill N|NAME, drain N, start N|NAME, nodes, help, quit";

    private const string Help = """
        kill N      ends chatnode-N at once (SIGKILL), as a crash would
        drain N     tells chatnode-N to hand its clients over and end (SIGTERM)
        start N     starts chatnode-N, again or for the first time
        kill NAME   ends another part at once: admin, web, ingress (nginx), dashboard
        start NAME  starts it again
        nodes       shows all nodes
        help        shows this
        quit        ends the cluster
        """;

    /// <summary>
    /// Reads commands until the input ends, which ends nothing else: a cluster in the background has no input. Only a program
    /// that started the cluster with <c>Chat__StopWithParent=true</c> ends it so.
    /// </summary>
    public void Begin() => new Thread(Read) { IsBackground = true, Name = "commands" }.Start();

    private void Read()
    {
        while (Console.In.ReadLine() is { } line)
        {
            Obey(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        if (bool.TryParse(Environment.GetEnvironmentVariable("Chat__StopWithParent"), out var stopWithParent) && stopWithParent)
        {
            stop.Cancel();
        }
    }

    private void Obey(string[] words)
    {
        switch (words)
        {
            case []:
                break;
            case ["kill", var what]:
                Act(what, cluster.Nodes.Kill, part => part.Kill());
                break;
            case ["drain", var what]:
                Act(what, cluster.Nodes.Drain, part => $"Only nodes have clients to hand over; use: kill {part.Word}");
                break;
            case ["start", var what]:
                Act(what, number => cluster.Nodes.Start(number).Refusal, part => part.StartAgain());
                break;
            case ["nodes"]:
                output.Show(ClusterTable.Of(cluster.Nodes.Snapshot()));
                break;
            case ["help"]:
                output.Say(Help);
                break;
            case ["quit"]:
                stop.Cancel();
                break;
            case ["kill" or "drain" or "start"]:
                output.Say($"Which one? {words[0]} N, for example {words[0]} 1.");
                break;
            default:
                output.Say($"\"{string.Join(' ', words)}\" is not known. Commands: {Usage}.");
                break;
        }
    }

    private void Act(string what, Func<int, string?> withNode, Func<ClusterPart, string?> withPart)
    {
        // The name is as good as the number.
        var digits = what.StartsWith("chatnode-", StringComparison.Ordinal) ? what["chatnode-".Length..] : what;
        var refusal = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? withNode(number)
            : cluster.Parts.FirstOrDefault(part => part.IsCalled(what)) is { } part ? withPart(part)
            : what == "ingress" ? "The ingress is in this process (yarp), and ends only with it."
            : $"There is no \"{what}\"; use a node's number, or {string.Join(", ", cluster.Parts.Select(part => part.Word))}.";
        if (refusal is not null)
        {
            output.Say(refusal);
        }
    }
}

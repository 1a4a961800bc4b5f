using System.Globalization;

namespace AspireChat.LocalCluster.Terminal;

/// <summary>What can be typed while the cluster runs.</summary>
internal sealed class CommandLoop(Cluster cluster, ClusterOutput output, CancellationTokenSource stop)
{
    public const string Usage = "kill N, drain N, start N, nodes, help, quit";

    private const string Help = """
        kill N    ends chatnode-N at once (SIGKILL), as a crash would
        drain N   tells chatnode-N to hand its clients over and end (SIGTERM)
        start N   starts chatnode-N, again or for the first time
        nodes     shows all nodes
        quit      ends the cluster
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
            case ["kill", var number]:
                WithNode(number, cluster.Nodes.Kill);
                break;
            case ["drain", var number]:
                WithNode(number, cluster.Nodes.Drain);
                break;
            case ["start", var number]:
                WithNode(number, cluster.StartNode);
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
            default:
                output.Say($"\"{string.Join(' ', words)}\" is not known. Commands: {Usage}.");
                break;
        }
    }

    private void WithNode(string text, Func<int, string?> act)
    {
        // The name is as good as the number.
        var digits = text.StartsWith("chatnode-", StringComparison.Ordinal) ? text["chatnode-".Length..] : text;
        var refusal = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? act(number)
            : $"\"{text}\" is not a node's number.";
        if (refusal is not null)
        {
            output.Say(refusal);
        }
    }
}

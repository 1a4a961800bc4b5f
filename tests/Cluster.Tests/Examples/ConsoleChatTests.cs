using System.Net;
using System.Net.Sockets;
using AspireChat.Client;
using AspireChat.Cluster.Tests.Admin;
using AspireChat.Cluster.Tests.Nodes;
using AspireChat.Contracts;

namespace AspireChat.Cluster.Tests.Examples;

/// <summary>The chat in a terminal, and the bot, as people run them.</summary>
[Collection(SteeredCluster.CollectionName)]
public sealed class ConsoleChatTests(SteeredCluster steered)
{
    [Fact]
    public async Task Two_terminals_on_two_nodes_show_each_others_messages_and_release_their_names()
    {
        var (room, ada, bob) = (HubUser.NewName("terminal"), HubUser.NewName("ada"), HubUser.NewName("bob"));
        await using var first = await ConsoleChatProcess.JoinAsync(steered.Cluster, ada, room, "--network", "a");
        await using var second = await ConsoleChatProcess.JoinAsync(steered.Cluster, bob, room, "--network", "b");
        Assert.NotEqual(first.Node, second.Node);

        await first.TypeAsync("hello from here");
        await second.SeesAsync($"{ada}: hello from here");
        await second.TypeAsync("hello \u001b[31mfrom there");
        await first.SeesAsync($"{bob}: hello \uFFFD[31mfrom there");

        Assert.Equal(0, await first.EndAsync());
        await second.SeesAsync($"-- 1 online: {bob}");
        await using var again = await ConsoleChatProcess.JoinAsync(steered.Cluster, ada, room);
        await again.SeesAsync($"{bob}: hello \uFFFD[31mfrom there");
    }

    [Fact]
    public async Task Commands_are_answered_locally_and_not_sent_to_the_room()
    {
        var (room, ada) = (HubUser.NewName("commands"), HubUser.NewName("ada"));
        await using var reader = await Member.JoinAsync("reader", steered.Cluster, steered.Cluster.Info.HubFrom('b'), room);
        await using var console = await ConsoleChatProcess.JoinAsync(steered.Cluster, ada, room);

        await console.TypeAsync("/help");
        await console.SeesAsync("-- /who: who is online.");
        await console.TypeAsync("/who");
        await console.SeesAsync("online: ");
        await console.TypeAsync("/hlep me");
        await console.SeesAsync("-- /hlep is not a command.");
        await console.TypeAsync("//help");
        await console.TypeAsync("/quit");

        Assert.Equal(0, await console.ExitCodeAsync());
        await Eventually.TrueAsync(() => reader.Shown.Any(said => said.Kind == EventKind.Message), "the message arrives");
        Assert.Equal(["/help"], reader.Shown.Where(said => said.Kind == EventKind.Message).Select(said => said.Text));
    }

    [Fact]
    public async Task A_bot_answers_each_question_once_even_if_its_node_and_the_bot_are_killed()
    {
        var (room, name) = (HubUser.NewName("bot-room"), HubUser.NewName("robo"));
        await using var asker = await Member.JoinAsync("asker", steered.Cluster, steered.Cluster.Info.HubFrom('b'), room);
        await AskAsync(asker, 1);
        string[] options = ["--bot", "--passphrase", "correct horse battery", "--network", "a"];
        var bot = await ConsoleChatProcess.JoinAsync(steered.Cluster, name, room, options);
        var node = bot.Node;
        var asked = await AskAsync(asker, 5);
        await AnsweredAsync(asker, asked[0]);

        // Its node dies with answers on their way.
        try
        {
            asked.AddRange(await AskAsync(asker, 5));
            await steered.EndAsync("kill", node);
            asked.AddRange(await AskAsync(asker, 5));
            await AnsweredAsync(asker, asked[^1]);
        }
        finally
        {
            await steered.StartAgainAsync(node);
        }

        // It dies itself; what is asked meanwhile is answered when it is back.
        asked.AddRange(await AskAsync(asker, 5));
        await bot.DisposeAsync();
        asked.AddRange(await AskAsync(asker, 5));
        await using var again = await ConsoleChatProcess.JoinAsync(steered.Cluster, name, room, options);
        asked.AddRange(await AskAsync(asker, 1));
        await AnsweredAsync(asker, asked[^1]);

        // It answers one after the other, so all are answered now. It does not answer what was asked before its first visit.
        var answers = asker.Shown.Where(said => said is { Kind: EventKind.Message, User: not "asker" });
        Assert.Equal(asked, answers.Select(said => said.ReplyTo!.Value));
        asker.AssertGapless();
    }

    [Fact]
    public async Task An_unknown_option_and_an_unreachable_server_are_reported_clearly()
    {
        await using var wrong = ConsoleChatProcess.Start("--nmae", "Ada");
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // Nobody else listens there, and it does not.
        await using var early = ConsoleChatProcess.Start("--server", $"http://{silent.LocalEndPoint}");

        Assert.Equal(2, await wrong.ExitCodeAsync());
        await wrong.SeesAsync("Unrecognized command or argument '--nmae'.");
        await early.SeesAsync("trying again: Connection refused");
        Assert.Equal(0, await early.EndAsync());
    }

    /// <summary>Asks so many times, and waits until the questions are stored. Their seqs.</summary>
    private static async Task<List<long>> AskAsync(Member asker, int times)
    {
        var messages = Enumerable.Range(0, times).Select(_ => asker.Connection.Send(asker.Room, "!ping")).ToList();
        var results = await Task.WhenAll(messages.Select(message => message.Completion)).WaitAsync(Eventually.Bound);
        return [.. results.Select(result => result.Seq)];
    }

    private static Task AnsweredAsync(Member asker, long seq) =>
        Eventually.TrueAsync(() => asker.Shown.Any(said => said.ReplyTo == seq), $"#{seq} is answered");
}

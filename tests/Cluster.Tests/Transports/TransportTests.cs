using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Testing;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace AspireChat.Cluster.Tests.Transports;

/// <summary>Every transport and protocol carries a room across nodes, in order, through the ingress.</summary>
public abstract class TransportTests(RunningCluster running)
{
    private const int Messages = 25;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Server-Sent Events carry text only, so SignalR has no MessagePack over them.</summary>
    public static TheoryData<HttpTransportType, string> Matrix => new()
    {
        { HttpTransportType.WebSockets, "json" },
        { HttpTransportType.WebSockets, "messagepack" },
        { HttpTransportType.ServerSentEvents, "json" },
        { HttpTransportType.LongPolling, "json" },
        { HttpTransportType.LongPolling, "messagepack" },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Two_clients_on_two_nodes_see_each_others_messages_in_the_same_order(HttpTransportType transport, string protocol)
    {
        var room = $"matrix-{transport}-{protocol}".ToLowerInvariant();
        await using var alice = await ConnectAsync("alice", 'a', transport, protocol);
        await using var bob = await ConnectAsync("bob", 'b', transport, protocol);
        Assert.NotEqual(alice.Session!.Node, bob.Session!.Node);
        Assert.Equal(transport.ToString(), alice.Session.Transport, ignoreCase: true);
        Assert.Equal(transport.ToString(), bob.Session.Transport, ignoreCase: true);

        var seenByAlice = new SeenEvents(alice, room);
        var seenByBob = new SeenEvents(bob, room);
        await alice.JoinAsync(room, Cancellation);
        await bob.JoinAsync(room, Cancellation);
        for (var n = 0; n < Messages; n++)
        {
            alice.Send(room, $"alice {n}");
            bob.Send(room, $"bob {n}");
        }

        await Eventually.TrueAsync(
            () => seenByAlice.Messages.Count >= 2 * Messages && seenByBob.Messages.Count >= 2 * Messages,
            () => $"both see {2 * Messages} messages; alice sees {seenByAlice.Messages.Count}, bob {seenByBob.Messages.Count}");
        await AssertSameAsync(seenByAlice, seenByBob);
        AssertInOrder(seenByAlice, "alice");
        AssertInOrder(seenByAlice, "bob");
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task The_npm_client_and_the_dotnet_client_on_two_nodes_see_the_same_order(
        HttpTransportType transport, string protocol)
    {
        var room = $"npm-{transport}-{protocol}".ToLowerInvariant();
        await using var alice = await ConnectAsync("alice", 'a', transport, protocol);
        var seenByAlice = new SeenEvents(alice, room);
        await alice.JoinAsync(room, Cancellation);

        await using var npm = NpmClient.Start(new NpmClientOptions(
            running.Cluster.Info.HubFrom('b'), running.Cluster.TokenFor("nora"), transport, protocol, room,
            Send: Messages, Expect: 2 * Messages));
        await Eventually.TrueAsync(
            () => npm.HasExited
                ? throw new InvalidOperationException(npm.Output)
                : seenByAlice.Messages.Any(message => message.User == "nora"),
            "the npm client's first message arrives");
        for (var n = 0; n < Messages; n++)
        {
            alice.Send(room, $"alice {n}");
        }

        var report = await npm.ReportAsync();
        await Eventually.TrueAsync(
            () => seenByAlice.Messages.Count >= 2 * Messages, () => $"alice sees all; she sees {seenByAlice.Messages.Count}");

        Assert.NotEqual(alice.Session!.Node, report.Node);
        Assert.Equal(transport.ToString(), report.Transport, ignoreCase: true);
        Assert.Equal(
            seenByAlice.Messages.Select(message => $"{message.Seq} {message.User} {message.Text}"),
            report.Messages.Select(message => $"{message.Seq} {message.User} {message.Text}"));
        AssertInOrder(seenByAlice, "alice");
        AssertInOrder(seenByAlice, "nora");
    }

    private static Task AssertSameAsync(SeenEvents one, SeenEvents other) => Eventually.TrueAsync(
        () => one.Seqs.SequenceEqual(other.Seqs) && one.Seqs.SequenceEqual(Enumerable.Range(1, one.Seqs.Count).Select(seq => (long)seq)),
        () => $"both have the same gapless log: {string.Join(' ', one.Seqs)} and {string.Join(' ', other.Seqs)}");

    private static void AssertInOrder(SeenEvents seen, string user) => Assert.Equal(
        Enumerable.Range(0, Messages).Select(n => $"{user} {n}"),
        seen.Messages.Where(message => message.User == user).Select(message => message.Text));

    private async Task<ChatConnection> ConnectAsync(string user, char network, HttpTransportType transport, string protocol)
    {
        var connection = new ChatConnection(new ChatConnectionOptions
        {
            Hub = running.Cluster.Info.HubFrom(network),
            AccessToken = _ => Task.FromResult<string?>(running.Cluster.TokenFor(user)),
            Transports = transport,
            Configure = builder =>
            {
                if (protocol == "messagepack")
                {
                    builder.AddMessagePackProtocol();
                }
            },
        });
        try
        {
            await connection.StartAsync(Cancellation).WaitAsync(Eventually.Bound, Cancellation);
            return connection;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{user} does not get online: {connection.LastError}\n{running.Cluster.Output}");
        }
    }
}

[Collection(SharedClusters.CollectionName)]
public sealed class TransportTestsBehindYarp(ClusterBehindYarp running) : TransportTests(running);

[Collection(SharedClusters.CollectionName)]
public sealed class TransportTestsBehindNginx(ClusterBehindNginx running) : TransportTests(running);

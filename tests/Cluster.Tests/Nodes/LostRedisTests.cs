using AspireChat.Client;
using AspireChat.Cluster.Tests.Admin;
using AspireChat.Contracts;

namespace AspireChat.Cluster.Tests.Nodes;

/// <summary>One node loses only its own Redis, and its clients came through an ingress: either one, in front of the same nodes.</summary>
[Collection(SteeredCluster.CollectionName)]
public sealed class LostRedisTests(SteeredCluster site)
{
    [Fact]
    public async Task Clients_of_a_node_that_lost_only_its_own_Redis_get_to_other_nodes_until_it_is_back()
    {
        var info = site.Cluster.Info;
        await using var nginx = await NginxServer.StartAsync(new Dictionary<string, string?>
        {
            ["CHAT_NODES"] = string.Join(' ', info.Nodes.Select(node => $"{node.Name}={node.Url.Authority}")),
            ["WEB"] = info.Web.GetLeftPart(UriPartial.Authority),
            ["ADMIN_NODE"] = info.AdminNode.Url.GetLeftPart(UriPartial.Authority),
            ["NETWORKS"] = "on",
            ["FOLLOW_SECONDS"] = "1",
        });
        var room = HubUser.NewName("room");
        await using var alice = await JoinAsync("alice", info.HubFrom('a'));
        var lost = NodeOf(alice);
        var (annasHub, anna) = await JoinOnAsync(lost, nginx, room);
        await using var disposing = anna;
        var other = info.Nodes.ToList().FindIndex(node => node.Name != lost);
        await using var bob = await site.JoinAtAsync(other, HubUser.NewName("bob"), room);
        await alice.Connection.Send(room, "before").Completion.WaitAsync(Eventually.Bound);

        site.Line.Cut(info.Nodes.Single(node => node.Name == lost).Pid);
        try
        {
            // They wait in the outbox until their senders are elsewhere.
            var sent = new[] { alice, anna }.Select(member => member.Connection.Send(room, $"{member.User} while cut off")).ToList();
            await Eventually.TrueAsync(() => IsElsewhere(alice) && IsElsewhere(anna), "both are on another node");
            await Task.WhenAll(sent.Select(message => message.Completion)).WaitAsync(Eventually.Bound);
            await using var late = await JoinAsync("late", info.HubFrom('a'));
            await using var later = await JoinAsync("later", annasHub);
            Assert.True(IsElsewhere(late) && IsElsewhere(later), $"{NodeOf(late)} and {NodeOf(later)} instead of {lost}");
        }
        finally
        {
            site.Line.Restore();
        }

        foreach (var hub in new[] { info.HubFrom('a'), annasHub })
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    await using var visitor = await JoinAsync("visitor", hub);
                    return NodeOf(visitor) == lost;
                },
                $"{lost} gets clients again through {hub}");
        }

        await bob.Connection.Send(room, "after").Completion.WaitAsync(Eventually.Bound);
        string[] expected = ["before", $"{alice.User} while cut off", $"{anna.User} while cut off", "after"];
        foreach (var member in new[] { alice, anna, bob })
        {
            await Eventually.TrueAsync(() => member.Shown is [.., { Text: "after" }], $"{member.User} has everything");
            member.AssertGapless();
            Assert.Equal(1, member.Resets);
            Assert.Equal(expected.Order(), member.Shown.Where(e => e.Kind == EventKind.Message).Select(e => e.Text).Order());
        }

        Task<Member> JoinAsync(string name, Uri hub) => Member.JoinAsync(HubUser.NewName(name), site.Cluster, hub, room);

        bool IsElsewhere(Member member) =>
            member.Connection is { Status: ConnectionStatus.Online, Session: { } session } && session.Node != lost;
    }

    /// <summary>Joins through this nginx from the network that it sends to this node.</summary>
    private async Task<(Uri Hub, Member Member)> JoinOnAsync(string node, NginxServer nginx, string room)
    {
        foreach (var network in "abc")
        {
            var hub = new Uri(nginx.Address, $"/network/{network}/hubs/chat");
            var member = await Member.JoinAsync(HubUser.NewName("anna"), site.Cluster, hub, room);
            if (NodeOf(member) == node)
            {
                return (hub, member);
            }

            await member.DisposeAsync();
        }

        throw new InvalidOperationException($"nginx sends no network to {node}.");
    }

    private static string NodeOf(Member member) => member.Connection.Session!.Node;
}

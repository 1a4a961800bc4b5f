using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Live;
using AspireChat.Web.Client.Admin.Parts;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>What can be done about nodes, their connections, and to everybody.</summary>
public sealed class NodeActions(ActionDesk desk, AdminClient client, ClusterLive live)
{
    /// <summary>Sends a node's clients away.</summary>
    public void Drain(NodeInfo node) => desk.Ask(new()
    {
        Title = $"Drain {node.Name}?",
        Says = () => $"{node.Name} takes no new clients and asks its {Readable.Count(node.Connections.Total, "client", "clients")} "
            + "to reconnect to other nodes. They lose nothing. The process keeps running, and can be undrained."
            + (live.Nodes.Any(other => other.State == NodeState.Up && other.Name != node.Name)
                ? "" : " No other node is up: nobody can connect until one is."),
        Confirm = "Drain",
        Danger = live.Nodes.All(other => other.State != NodeState.Up || other.Name == node.Name),
        Run = async key => Outcome.Of($"{node.Name} is draining", await client.DrainAsync(node.Name, key)),
    });

    /// <summary>Lets a node take clients again.</summary>
    public void Undrain(NodeInfo node) => desk.Ask(new()
    {
        Title = $"Undrain {node.Name}?",
        Says = () => $"{node.Name} takes clients again. Those who went elsewhere stay there until they reconnect.",
        Confirm = "Undrain",
        Run = async key => Outcome.Of($"{node.Name} takes clients again", await client.UndrainAsync(node.Name, key)),
    });

    /// <summary>Asks a share of a node's clients to reconnect.</summary>
    public void Disconnect(NodeInfo node)
    {
        var share = new Field(FieldKind.Number, "Share of the clients, in percent") { Value = "25", Range = (1, 100) };
        var within = new Field(FieldKind.Number, "Spread over so many seconds") { Value = "5", Range = (0, 300) };
        desk.Ask(new()
        {
            Title = $"Let clients of {node.Name} reconnect?",
            Says = () => $"About {Readable.Count(node.Connections.Total * Math.Clamp(share.Number, 0, 100) / 100, "client", "clients")} of "
                + $"{Readable.Count(node.Connections.Total)} are asked to reconnect within {within.Number} s, "
                + "so that they spread over the nodes anew. They lose nothing.",
            Confirm = "Ask them to reconnect",
            Fields = [share, within],
            Run = async key => Outcome.Of(
                $"{share.Number} % of {node.Name}'s clients reconnect",
                await client.DisconnectAsync(node.Name, new DisconnectRequest { SharePercent = share.Number, WithinSeconds = within.Number }, key)),
        });
    }

    /// <summary>Cuts one connection.</summary>
    public void Cut(ConnectionInfo connection) => desk.Ask(new()
    {
        Title = $"Cut this connection of {connection.Name}?",
        Says = () => $"{connection.Name} ({connection.User}) loses the connection {connection.Id} to {connection.Node}. "
            + "A client that is still running reconnects by itself; to keep it away, ban the user.",
        Confirm = "Cut",
        Danger = true,
        Run = async key => Outcome.Of($"A connection of {connection.Name} is cut", await client.CutAsync(connection.Id, key)),
    });

    /// <summary>Tells everybody something.</summary>
    public void Announce()
    {
        var text = new Field(FieldKind.Text, "Announcement") { MaxLength = 1_000, Hint = "At most 1,000 characters. It is shown, and not kept." };
        desk.Ask(new()
        {
            Title = "Announce to all?",
            Says = () => "Everybody who is connected now sees this at once "
                + $"({Readable.Count(live.Latest?.Connections.Total ?? 0, "connection", "connections")}).",
            Confirm = "Announce",
            Fields = [text],
            Run = async key => Outcome.Of("The announcement is out", await client.AnnounceAsync(text.Text, key)),
        });
    }
}

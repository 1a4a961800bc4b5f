using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Language;
using AspireChat.Web.Client.Admin.Live;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>Actions on nodes, connections and everybody.</summary>
public sealed class NodeActions(ActionDialogService dialog, AdminClient client, ClusterLive live)
{
    /// <summary>Moves a node's clients to other nodes.</summary>
    public void Drain(NodeInfo node) => dialog.Ask(new()
    {
        Title = Say.With(Words.DrainTitle, node.Name),
        Details = () => Say.Count(nameof(Words.DrainDetails_other), node.Connections.Total, node.Name)
            + (live.Nodes.Any(other => other.State == NodeState.Up && other.Name != node.Name)
                ? "" : Words.DrainLast),
        Confirm = Words.Drain,
        Danger = live.Nodes.All(other => other.State != NodeState.Up || other.Name == node.Name),
        Run = async key => Outcome.Of(Say.With(Words.DrainDone, node.Name), await client.Cluster.DrainAsync(node.Name, key)),
    });

    /// <summary>Lets a node accept clients again.</summary>
    public void Undrain(NodeInfo node) => dialog.Ask(new()
    {
        Title = Say.With(Words.UndrainTitle, node.Name),
        Details = () => Say.With(Words.UndrainDetails, node.Name),
        Confirm = Words.Undrain,
        Run = async key => Outcome.Of(Say.With(Words.UndrainDone, node.Name), await client.Cluster.UndrainAsync(node.Name, key)),
    });

    /// <summary>Asks a share of a node's clients to reconnect.</summary>
    public void Disconnect(NodeInfo node)
    {
        var share = new Field(FieldKind.Number, Words.ShareHint) { Value = "25", Range = (1, 100) };
        var within = new Field(FieldKind.Number, Words.SpreadOver) { Value = "5", Range = (0, 300) };
        dialog.Ask(new()
        {
            Title = Say.With(Words.SpreadTitle, node.Name),
            Details = () => Say.Count(
                nameof(Words.SpreadDetails_other),
                node.Connections.Total * Math.Clamp(share.Number, 0, 100) / 100,
                Intl.Number(node.Connections.Total),
                within.Number),
            Confirm = Words.SpreadAsk,
            Fields = [share, within],
            Run = async key => Outcome.Of(
                Say.With(Words.SpreadDone, share.Number, node.Name),
                await client.Cluster.DisconnectAsync(node.Name,
                    new DisconnectRequest { SharePercent = share.Number, WithinSeconds = within.Number }, key)),
        });
    }

    /// <summary>Closes a connection.</summary>
    public void CloseConnection(ConnectionInfo connection) => dialog.Ask(new()
    {
        Title = Say.With(Words.CloseConnectionTitle, connection.Name),
        Details = () => Say.With(Words.CloseConnectionDetails, connection.Name, connection.User, connection.Id, connection.Node),
        Confirm = Words.CloseConnection,
        Danger = true,
        Run = async key => Outcome.Of(
            Say.With(Words.CloseConnectionDone, connection.Name),
            await client.Cluster.CloseConnectionAsync(connection.Id, key)),
    });

    /// <summary>Sends an announcement to everybody.</summary>
    public void Announce()
    {
        var text = new Field(FieldKind.Text, Words.Announcement) { MaxLength = TextRequest.MaxLength, Hint = Words.NoticeHint };
        dialog.Ask(new()
        {
            Title = Words.AnnounceTitle,
            Details = () => Say.Count(nameof(Words.AnnounceDetails_other), live.Latest?.Connections.Total ?? 0),
            Confirm = Words.Announce,
            Fields = [text],
            Run = async key => Outcome.Of(Words.AnnounceDone, await client.Cluster.AnnounceAsync(text.Text, key)),
        });
    }
}

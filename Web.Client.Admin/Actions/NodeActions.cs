using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Api;
using AspireChat.Web.Client.Admin.Language;
using AspireChat.Web.Client.Admin.Live;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>What can be done about nodes, their connections, and to everybody.</summary>
public sealed class NodeActions(ActionDesk desk, AdminClient client, ClusterLive live)
{
    /// <summary>Sends a node's clients away.</summary>
    public void Drain(NodeInfo node) => desk.Ask(new()
    {
        Title = Say.With(Words.DrainQuestion, node.Name),
        Says = () => Say.Count(nameof(Words.DrainSays_other), node.Connections.Total, node.Name)
            + (live.Nodes.Any(other => other.State == NodeState.Up && other.Name != node.Name)
                ? "" : Words.DrainLast),
        Confirm = Words.Drain,
        Danger = live.Nodes.All(other => other.State != NodeState.Up || other.Name == node.Name),
        Run = async key => Outcome.Of(Say.With(Words.DrainDone, node.Name), await client.DrainAsync(node.Name, key)),
    });

    /// <summary>Lets a node take clients again.</summary>
    public void Undrain(NodeInfo node) => desk.Ask(new()
    {
        Title = Say.With(Words.UndrainQuestion, node.Name),
        Says = () => Say.With(Words.UndrainSays, node.Name),
        Confirm = Words.Undrain,
        Run = async key => Outcome.Of(Say.With(Words.UndrainDone, node.Name), await client.UndrainAsync(node.Name, key)),
    });

    /// <summary>Asks a share of a node's clients to reconnect.</summary>
    public void Disconnect(NodeInfo node)
    {
        var share = new Field(FieldKind.Number, Words.ShareHint) { Value = "25", Range = (1, 100) };
        var within = new Field(FieldKind.Number, Words.SpreadOver) { Value = "5", Range = (0, 300) };
        desk.Ask(new()
        {
            Title = Say.With(Words.SpreadQuestion, node.Name),
            Says = () => Say.Count(
                nameof(Words.SpreadSays_other),
                node.Connections.Total * Math.Clamp(share.Number, 0, 100) / 100,
                Intl.Number(node.Connections.Total),
                within.Number),
            Confirm = Words.SpreadAsk,
            Fields = [share, within],
            Run = async key => Outcome.Of(
                Say.With(Words.SpreadDone, share.Number, node.Name),
                await client.DisconnectAsync(node.Name, new DisconnectRequest { SharePercent = share.Number, WithinSeconds = within.Number }, key)),
        });
    }

    /// <summary>Cuts one connection.</summary>
    public void Cut(ConnectionInfo connection) => desk.Ask(new()
    {
        Title = Say.With(Words.CutQuestion, connection.Name),
        Says = () => Say.With(Words.CutSays, connection.Name, connection.User, connection.Id, connection.Node),
        Confirm = Words.Cut,
        Danger = true,
        Run = async key => Outcome.Of(Say.With(Words.CutDone, connection.Name), await client.CutAsync(connection.Id, key)),
    });

    /// <summary>Tells everybody something.</summary>
    public void Announce()
    {
        var text = new Field(FieldKind.Text, Words.Announcement) { MaxLength = TextRequest.MaxLength, Hint = Words.NoticeHint };
        desk.Ask(new()
        {
            Title = Words.AnnounceQuestion,
            Says = () => Say.Count(nameof(Words.AnnounceSays_other), live.Latest?.Connections.Total ?? 0),
            Confirm = Words.Announce,
            Fields = [text],
            Run = async key => Outcome.Of(Words.AnnounceOut, await client.AnnounceAsync(text.Text, key)),
        });
    }
}

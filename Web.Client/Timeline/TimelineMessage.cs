using AspireChat.Contracts;

namespace AspireChat.Web.Client.Timeline;

/// <summary>
/// A message in its current state: with edits, reactions and votes applied, or deleted. Changes may be applied in any order, since
/// history is read backwards; the one with the highest seq wins.
/// </summary>
public sealed class TimelineMessage : TimelineEntry
{
    private readonly Dictionary<(string Emoji, string User), Reaction> _reactions = [];
    private readonly Dictionary<string, (long Seq, bool Cast)> _votes = [];
    private long _editSeq;
    private long _voteSeq;

    /// <summary>The id its sender chose.</summary>
    public required string? Id { get; init; }

    /// <summary>The seq of the message that this one replies to.</summary>
    public required long? ReplyTo { get; init; }

    /// <summary>The node that accepted it.</summary>
    public required string Node { get; init; }

    /// <summary>The text; empty once it is deleted.</summary>
    public required string Text { get; set; }

    /// <summary>The attached files; none once it is deleted.</summary>
    public IReadOnlyList<Attachment> Attachments { get; set; } = [];

    /// <summary>Whether it is an approved question, which everybody may vote for.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>The number of votes for a question.</summary>
    public int Votes { get; private set; }

    /// <summary>Whether the text was changed.</summary>
    public bool Edited => _editSeq > 0;

    /// <summary>Whether it is deleted.</summary>
    public bool Deleted { get; set; }

    /// <summary>Increases with every change, so that its component knows when to render.</summary>
    public int Version { get; private set; }

    /// <summary>Each emoji with the users who reacted with it, the earliest first.</summary>
    public IEnumerable<(string Emoji, IReadOnlyList<RoomUser> Users)> Reactions =>
        from reaction in _reactions.Values
        where !reaction.Removed
        orderby reaction.Seq
        group reaction.By by reaction.Emoji into emoji
        select (emoji.Key, (IReadOnlyList<RoomUser>)[.. emoji]);

    /// <summary>Whether a user has reacted with an emoji.</summary>
    public bool HasReaction(string emoji, string user) => _reactions.TryGetValue((emoji, user), out var reaction) && !reaction.Removed;

    /// <summary>Whether a user has voted for the question.</summary>
    public bool HasVote(string user) => _votes.TryGetValue(user, out var vote) && vote.Cast;

    internal void Apply(RoomEvent change)
    {
        Version++;
        switch (change.Kind)
        {
            case EventKind.Edit when change.Seq > _editSeq && !Deleted:
                _editSeq = change.Seq;
                Text = change.Text ?? "";
                break;
            case EventKind.Delete:
                Deleted = true;
                Text = "";
                Attachments = [];
                break;
            case EventKind.Vote:
                if (!_votes.TryGetValue(change.User, out var own) || own.Seq < change.Seq)
                {
                    _votes[change.User] = (change.Seq, change.Removed != true);
                }

                if (change.Seq > _voteSeq)
                {
                    (_voteSeq, Votes) = (change.Seq, change.Votes ?? Votes);
                }

                break;
            case EventKind.Reaction when change.Emoji is { } emoji:
                var key = (emoji, change.User);
                if (!_reactions.TryGetValue(key, out var latest) || latest.Seq < change.Seq)
                {
                    _reactions[key] = new(emoji, new() { User = change.User, Name = change.Name ?? change.User }, change.Seq,
                        change.Removed ?? false);
                }

                break;
        }
    }

    private sealed record Reaction(string Emoji, RoomUser By, long Seq, bool Removed);
}

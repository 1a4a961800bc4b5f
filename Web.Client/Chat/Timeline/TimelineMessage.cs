using AspireChat.Contracts;

namespace AspireChat.Web.Client.Chat.Timeline;

/// <summary>
/// A message as it is now: with its edits, reactions, and perhaps withdrawn. Changes may come in any order, since pages of
/// history are read backwards; the one with the highest seq holds.
/// </summary>
public sealed class TimelineMessage : TimelineEntry
{
    private readonly Dictionary<(string Emoji, string User), Reaction> _reactions = [];
    private readonly Dictionary<string, (long Seq, bool Given)> _votes = [];
    private long _editedBy;
    private long _votedBy;

    /// <summary>The id its sender chose.</summary>
    public required string? Id { get; init; }

    /// <summary>The seq of the message that this one answers.</summary>
    public required long? ReplyTo { get; init; }

    /// <summary>The node that accepted it.</summary>
    public required string Node { get; init; }

    /// <summary>The text, empty once it is withdrawn.</summary>
    public required string Text { get; set; }

    /// <summary>The files that belong to it; none once it is withdrawn.</summary>
    public IReadOnlyList<Attachment> Attachments { get; set; } = [];

    /// <summary>Whether it is a question that was let through, for which everybody may vote.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>How many voices a question has.</summary>
    public int Votes { get; private set; }

    /// <summary>Whether the text was changed.</summary>
    public bool Edited => _editedBy > 0;

    /// <summary>Whether it is withdrawn.</summary>
    public bool Deleted { get; set; }

    /// <summary>Changes with every change, so that what shows it knows when to render.</summary>
    public int Version { get; private set; }

    /// <summary>The reactions: each emoji with who gave it, the first given first.</summary>
    public IEnumerable<(string Emoji, IReadOnlyList<RoomUser> Users)> Reactions =>
        from reaction in _reactions.Values
        where !reaction.Removed
        orderby reaction.Seq
        group reaction.By by reaction.Emoji into emoji
        select (emoji.Key, (IReadOnlyList<RoomUser>)[.. emoji]);

    /// <summary>Whether a user has given an emoji.</summary>
    public bool HasReaction(string emoji, string user) => _reactions.TryGetValue((emoji, user), out var reaction) && !reaction.Removed;

    /// <summary>Whether a user has given a question their voice.</summary>
    public bool HasVote(string user) => _votes.TryGetValue(user, out var vote) && vote.Given;

    internal void Apply(RoomEvent change)
    {
        Version++;
        switch (change.Kind)
        {
            case EventKind.Edit when change.Seq > _editedBy && !Deleted:
                _editedBy = change.Seq;
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

                if (change.Seq > _votedBy)
                {
                    (_votedBy, Votes) = (change.Seq, change.Votes ?? Votes);
                }

                break;
            case EventKind.Reaction when change.Emoji is { } emoji:
                var key = (emoji, change.User);
                if (!_reactions.TryGetValue(key, out var latest) || latest.Seq < change.Seq)
                {
                    _reactions[key] = new(emoji, new() { User = change.User, Name = change.Name ?? change.User }, change.Seq, change.Removed ?? false);
                }

                break;
        }
    }

    private sealed record Reaction(string Emoji, RoomUser By, long Seq, bool Removed);
}

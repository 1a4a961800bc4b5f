using AspireChat.Contracts;

namespace AspireChat.Web.Client.Rooms;

/// <summary>The pinned messages of a room.</summary>
public sealed class PinnedMessages
{
    private HashSet<long> _seqs = [];

    /// <summary>The messages with their current text, in the order they were pinned.</summary>
    public IReadOnlyList<RoomEvent> All { get; private set; } = [];

    /// <summary>Whether a message is pinned.</summary>
    public bool Contains(long seq) => _seqs.Contains(seq);

    internal void Set(IReadOnlyList<RoomEvent> messages) => (All, _seqs) = (messages, [.. messages.Select(message => message.Seq)]);
}

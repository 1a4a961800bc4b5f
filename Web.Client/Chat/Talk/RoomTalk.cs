using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Files;

namespace AspireChat.Web.Client.Chat.Talk;

/// <summary>What a room has besides its messages: files to be sent, pins, questions that wait, and what the user may do with them.</summary>
public sealed class RoomTalk
{
    private HashSet<long> _pinned = [];

    /// <summary>The files that will go with the next message.</summary>
    public DraftFiles Files { get; } = new();

    /// <summary>Which panel is open beside the messages.</summary>
    public TalkPanel Panel { get; internal set; }

    /// <summary>The pinned messages, as they are now.</summary>
    public IReadOnlyList<RoomEvent> Pins { get; private set; } = [];

    /// <summary>The questions that wait: all for those who decide, one's own for others.</summary>
    public IReadOnlyList<Question> Waiting { get; internal set; } = [];

    /// <summary>What the room is, one of <see cref="RoomKind"/>.</summary>
    public string Kind { get; internal set; } = RoomKind.Room;

    /// <summary>Whether the user decides here: an owner, a moderator or an administrator.</summary>
    public bool Moderates { get; internal set; }

    /// <summary>Whether the user may pin.</summary>
    public bool MayPin => Moderates || Kind == RoomKind.Direct;

    /// <summary>Whether questions are asked here.</summary>
    public bool HasQuestions => Kind == RoomKind.Questions;

    /// <summary>Whether a message is pinned.</summary>
    public bool IsPinned(long seq) => _pinned.Contains(seq);

    internal void SetPins(IReadOnlyList<RoomEvent> pins) => (Pins, _pinned) = (pins, [.. pins.Select(pin => pin.Seq)]);
}

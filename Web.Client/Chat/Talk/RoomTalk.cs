using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Files;

namespace AspireChat.Web.Client.Chat.Talk;

/// <summary>What a room has besides its messages: files to be sent, pins and questions that wait.</summary>
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

    /// <summary>Whether a message is pinned.</summary>
    public bool IsPinned(long seq) => _pinned.Contains(seq);

    internal void SetPins(IReadOnlyList<RoomEvent> pins) => (Pins, _pinned) = (pins, [.. pins.Select(pin => pin.Seq)]);
}

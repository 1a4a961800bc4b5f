using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>What changed in a room. Taken in order, updates give every event of the room's log once, in seq order, without holes.</summary>
/// <param name="Room">The room's name.</param>
/// <param name="Events">In seq order; ephemeral ones (seq 0) come after those with a seq. Empty only when <paramref name="Reset"/> is true.</param>
/// <param name="Reset">
/// Drop what you have of this room: <paramref name="Events"/> are its newest page. So it is after the first join, when too
/// much was missed for one answer, and when the log was lost. Older events: <see cref="ChatConnection.HistoryAsync"/>.
/// </param>
/// <param name="Live">True for what came from the feed, false for what a join answered.</param>
public sealed record RoomUpdate(string Room, IReadOnlyList<RoomEvent> Events, bool Reset, bool Live);

using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>A change in a room. In order, the updates contain every event of the room's log once, in seq order and without gaps.</summary>
/// <param name="Room">The room's name.</param>
/// <param name="Events">The events in seq order, then the ephemeral ones (seq 0). Only empty if <paramref name="Reset"/> is true.</param>
/// <param name="Reset">
/// True if what you have of this room must be dropped: <paramref name="Events"/> is its newest page. That is so after the first join, if
/// too
/// much was missed, and if the log was lost. Get older events with <see cref="ChatConnection.HistoryAsync"/>.
/// </param>
/// <param name="Live">True for events that were received live, false for events from a join result.</param>
public sealed record RoomUpdate(string Room, IReadOnlyList<RoomEvent> Events, bool Reset, bool Live);

namespace AspireChat.Bench.Load;

/// <summary>A room of a member, and what it has of it.</summary>
/// <param name="Room">The room's name.</param>
/// <param name="Epoch">The log's epoch; null before the first join, and where rooms have no log.</param>
/// <param name="Seq">The seq of the last event that it has.</param>
internal sealed record RoomPlace(string Room, string? Epoch = null, long Seq = 0);

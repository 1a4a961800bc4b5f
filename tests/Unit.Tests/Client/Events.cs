using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.Unit.Tests.Client;

/// <summary>Short words for events, batches and answers.</summary>
internal static class Events
{
    public const string Room = "lobby";

    public static RoomEvent Message(long seq, string? id = null, string user = "ada") =>
        new() { Seq = seq, Kind = EventKind.Message, Id = id ?? $"id-{seq}", User = user, Text = $"text {seq}" };

    public static RoomEvent Typing(string user = "bob") => new() { Kind = EventKind.Typing, User = user };

    public static IReadOnlyList<RoomEvent> Messages(long first, long last) =>
        [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => Message(first + i))];

    public static RoomBatch Batch(long first, long last, string epoch = "e1") => Batch(epoch, [.. Messages(first, last)]);

    public static RoomBatch Batch(string epoch, params RoomEvent[] events) => new() { Room = Room, Epoch = epoch, Events = events };

    public static JoinResult Answer(long first, long last, string epoch = "e1", long? head = null, bool truncated = false) =>
        new() { Room = Room, Epoch = epoch, Head = head ?? last, Events = Messages(first, last), Truncated = truncated };

    public static long[] Seqs(this IEnumerable<RoomUpdate> updates) =>
        [.. updates.SelectMany(update => update.Events).Select(happened => happened.Seq)];
}

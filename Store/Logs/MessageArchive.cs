using AspireChat.Contracts;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Logs;

/// <summary>The earlier versions of messages, and the pinned messages.</summary>
public sealed class MessageArchive(IConnectionMultiplexer redis)
{
    private IDatabase Database => redis.GetDatabase();

    /// <summary>
    /// Returns a message as it was sent, its edits and its deletion, in seq order; empty if it was never changed or was trimmed.
    /// </summary>
    public async Task<IReadOnlyList<RoomEvent>> PastAsync(string room, long seq) => await PastAsync(room, seq, seq);

    /// <summary>
    /// Returns the current texts of the edited messages from <paramref name="first"/> to <paramref name="last"/>: seq → text.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, string>> EditedAsync(string room, long first, long last)
    {
        var texts = new Dictionary<long, string>();
        var past = await PastAsync(room, first, last);
        foreach (var edit in past.Where(entry => entry is { Kind: EventKind.Edit, Target: not null, Text: not null }))
        {
            texts[edit.Target!.Value] = edit.Text!;
        }

        return texts;
    }

    /// <summary>Returns the pinned messages with their current text, in seq order.</summary>
    public async Task<IReadOnlyList<RoomEvent>> PinsAsync(string room)
    {
        var pinned = (await Database.SortedSetRangeByRankAsync(RedisKeys.Pins(room))).Select(Decode).ToList();
        var pasts = await Task.WhenAll(pinned.Select(message => EditedAsync(room, message.Seq, message.Seq)));
        return [.. pinned.Select((message, index) => message.With(pasts[index]))];
    }

    private static RoomEvent Decode(RedisValue json) => StoredEvent.Parse(json).Decode();

    private async Task<IReadOnlyList<RoomEvent>> PastAsync(string room, long first, long last) =>
        [.. (await Database.SortedSetRangeByScoreAsync(RedisKeys.History(room), first, last)).Select(Decode).OrderBy(past => past.Seq)];
}

/// <summary>Applies edits to messages.</summary>
public static class CurrentText
{
    /// <summary>Returns the message with its current text.</summary>
    public static RoomEvent With(this RoomEvent message, IReadOnlyDictionary<long, string> edited) =>
        edited.TryGetValue(message.Seq, out var text) ? message with { Text = text } : message;
}

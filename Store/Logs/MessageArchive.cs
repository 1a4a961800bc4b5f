using AspireChat.Contracts;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Logs;

/// <summary>What messages were, and which ones are pinned.</summary>
public sealed class MessageArchive(IConnectionMultiplexer redis)
{
    private IDatabase Database => redis.GetDatabase();

    /// <summary>A message's past: as it was sent, its edits in seq order and its end; empty for one that was never changed, or is trimmed.</summary>
    public async Task<IReadOnlyList<RoomEvent>> PastAsync(string room, long seq) => await PastAsync(room, seq, seq);

    /// <summary>The current texts of the edited ones among the messages from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public async Task<IReadOnlyDictionary<long, string>> EditedAsync(string room, long first, long last)
    {
        var texts = new Dictionary<long, string>();
        foreach (var edit in (await PastAsync(room, first, last)).Where(past => past is { Kind: EventKind.Edit, Target: not null, Text: not null }))
        {
            texts[edit.Target!.Value] = edit.Text!;
        }

        return texts;
    }

    /// <summary>The pinned messages with their current text, in seq order.</summary>
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

/// <summary>A message as it is now.</summary>
public static class CurrentText
{
    /// <summary>The message with its current text.</summary>
    public static RoomEvent With(this RoomEvent message, IReadOnlyDictionary<long, string> edited) =>
        edited.TryGetValue(message.Seq, out var text) ? message with { Text = text } : message;
}

namespace AspireChat.Store.Rooms;

/// <summary>
/// Reads a room's activity in one round trip: head, time of the newest event, number of events since a time, number of members.
/// </summary>
internal static class ActivityScript
{
    // KEYS: head, log, members. ARGV: since (ms).
    // The log is ordered by seq, which is also the order of time if the nodes' clocks agree. So a binary search finds the first event.
    // The pattern finds only the property "at", since quotes within a text are escaped in JSON.
    public const string Text = """
        local head = redis.call('HMGET', KEYS[1], 'epoch', 'seq')
        local size = redis.call('ZCARD', KEYS[2])
        local since = tonumber(ARGV[1])
        local function at(rank)
          local event = redis.call('ZRANGE', KEYS[2], rank, rank)[1]
          return tonumber(string.match(event, '"at":(%d+)'))
        end
        local last = 0
        if size > 0 then last = at(size - 1) end
        local low = 0
        local high = size
        if last < since then low = size end
        while low < high do
          local middle = math.floor((low + high) / 2)
          if at(middle) < since then low = middle + 1 else high = middle end
        end
        return {
          head[1] or '', head[2] or '0', string.format('%.0f', last), string.format('%.0f', size - low),
          string.format('%.0f', redis.call('HLEN', KEYS[3]))
        }
        """;
}

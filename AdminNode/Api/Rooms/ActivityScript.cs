namespace AspireChat.AdminNode.Api.Rooms;

/// <summary>How a room fares, in one round trip: head, time of the newest event, events since some moment, members.</summary>
internal static class ActivityScript
{
    // KEYS: head, log, members. ARGV: since (ms).
    // The log is ordered by seq, and so by time as well as the nodes' clocks agree: the first event since then is found by halving.
    // The time is found by its name: quotes within a text are escaped in JSON.
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

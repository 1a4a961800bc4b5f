namespace AspireChat.Engine.Rooms;

/// <summary>
/// Reads a page of a room's log together with its head, atomically, so that the page and the head belong to each other.
/// Gives a room that has no head one, takes a head that a crash left behind its newest event forward, and a rolled back log a new epoch (see <see cref="AppendScript"/>).
/// </summary>
internal static class ReadScript
{
    // KEYS: head, log.
    // ARGV: 1 epoch to take, 2 and 3 the epoch and seq up to which this node knows the log, 4 after (exclusive), 5 before (exclusive, or +inf),
    //       6 limit, 7 "newest" to take the page from its end, else from its beginning.
    // Answers {created, epoch, seq, oldest seq in the log or 0, event …}.
    public const string Text = """
        local head = redis.call('HMGET', KEYS[1], 'epoch', 'seq')
        local epoch = head[1]
        local seq = tonumber(head[2] or '0') or 0
        local newest = redis.call('ZRANGE', KEYS[2], -1, -1)[1]
        local beyond = newest and tonumber(string.match(newest, '^{"seq":(%d+)')) or 0
        if beyond > seq then
          seq = beyond
          redis.call('HSET', KEYS[1], 'seq', string.format('%.0f', seq))
        end
        local created = '0'
        if not epoch or (epoch == ARGV[2] and seq < tonumber(ARGV[3])) then
          if not epoch then created = '1' end
          epoch = ARGV[1]
          redis.call('HSET', KEYS[1], 'epoch', epoch, 'seq', string.format('%.0f', seq))
        end
        local oldest = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
        local first = '0'
        if oldest then first = string.match(oldest, '^{"seq":(%d+)') end
        local answer = {created, epoch, string.format('%.0f', seq), first}
        local events
        if tonumber(ARGV[6]) <= 0 then
          events = {}
        elseif ARGV[7] == 'newest' then
          events = redis.call('ZREVRANGEBYSCORE', KEYS[2], '(' .. ARGV[5], '(' .. ARGV[4], 'LIMIT', 0, ARGV[6])
        else
          events = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. ARGV[4], '(' .. ARGV[5], 'LIMIT', 0, ARGV[6])
        end
        for i = 1, #events do answer[i + 4] = events[i] end
        return answer
        """;
}

namespace AspireChat.Store.Logs;

/// <summary>
/// Reads a page of a room's log together with its head, atomically, so that the page and the head belong to each other.
/// Gives a room that has no head one, takes a head that a crash left behind its newest event forward, and a rolled back log a new epoch (see <see cref="LogHead"/>).
/// </summary>
internal static class ReadScript
{
    // KEYS: head, log.
    // ARGV: 1 to 3 see LogHead, 4 after (exclusive), 5 before (exclusive, or +inf),
    //       6 limit, 7 "newest" to take the page from its end, else from its beginning.
    // Answers {created, epoch, seq, oldest seq in the log or 0, event …}.
    public const string Text = LogHead.Script + """
        local oldest = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
        local first = '0'
        if oldest then first = string.match(oldest, '^{"seq":(%d+)') end
        local answer = {created and '1' or '0', epoch, string.format('%.0f', seq), first}
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

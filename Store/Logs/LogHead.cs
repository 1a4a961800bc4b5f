namespace AspireChat.Store.Logs;

/// <summary>How every script on a room's log begins: it finds out where the log ends, and mends the head where that is wrong.</summary>
internal static class LogHead
{
    // KEYS: 1 head, 2 log. ARGV: 1 epoch to take if there is none, 2 and 3 the epoch and seq up to which this node knows the log.
    // Leaves behind: epoch, seq, created (the room is new), newest (the newest event, only if the head had not known of it).
    //
    // Garnet writes a script's commands to its append-only file one by one, so a crash can keep the first of them without the rest. So if the
    // newest event lies beyond the head, the head is taken from it.
    //
    // A log that ends before what a node already delivered was rolled back (Redis lost its last second, or an old replica took over).
    // Its next events would get numbers that members have seen already, and be dropped as duplicates: so it gets a new epoch, here,
    // before anything is numbered.
    //
    // %.0f: Lua 5.1 (Redis) has only doubles, Lua 5.4 (Garnet) would write 5.0 for a float.
    public const string Script = """
        local head = redis.call('HMGET', KEYS[1], 'epoch', 'seq')
        local epoch = head[1]
        local seq = tonumber(head[2] or '0') or 0
        local newest = redis.call('ZRANGE', KEYS[2], -1, -1)[1]
        local beyond = newest and tonumber(string.match(newest, '^{"seq":(%d+)')) or 0
        if beyond > seq then
          seq = beyond
          redis.call('HSET', KEYS[1], 'seq', string.format('%.0f', seq))
        else
          newest = nil
        end
        local created = not epoch
        if created or (epoch == ARGV[2] and seq < tonumber(ARGV[3])) then
          epoch = ARGV[1]
          redis.call('HSET', KEYS[1], 'epoch', epoch, 'seq', string.format('%.0f', seq))
        end

        """;
}

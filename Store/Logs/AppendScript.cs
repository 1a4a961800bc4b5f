namespace AspireChat.Store.Logs;

/// <summary>
/// Appends one event, atomically and in one round trip: duplicate? → next seq → add → trim → publish.
/// Runs unchanged on Redis 7+ and on Garnet.
/// </summary>
internal static class AppendScript
{
    /// <summary>The answer's first element if the event had been stored before, with the seq and time of then; 0 if it is new.</summary>
    public const int Duplicate = 1;

    /// <summary>
    /// Appends <c>body</c> and publishes it; leaves its <c>number</c> and the <c>event</c>. Wants what <see cref="LogHead"/> leaves behind, <c>window</c>,
    /// and the KEYS and ARGV of <see cref="Text"/>.
    /// </summary>
    public const string Append = """
        local number = string.format('%.0f', seq + 1)
        local event = '{"seq":' .. number .. ',' .. body
        redis.call('ZADD', KEYS[2], number, event)
        redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', seq + 1 - tonumber(ARGV[6])))
        if window > 0 then
          redis.call('SET', KEYS[3], epoch .. ' ' .. number .. ' ' .. ARGV[5], 'PX', ARGV[7])
        end
        redis.call('HSET', KEYS[1], 'seq', number)
        redis.call(ARGV[10], KEYS[4], number .. ' ' .. epoch .. ' ' .. ARGV[5] .. ' ' .. ARGV[9] .. '\n' .. event)

        """;

    // KEYS: head, log, sent, feed.
    // ARGV: 1 to 3 see LogHead, 4 the event without its seq,
    //       5 time (ms), 6 log length, 7 how long to remember the id (ms; 0 = there is no id), 8 id and user as they stand in the event's JSON,
    //       9 traceparent or "-", 10 PUBLISH or SPUBLISH.
    //
    // The order (event, id, head) is such that the next script can finish what a crash cut short (see LogHead): the newest event, if it lies beyond the
    // head, may be the very one that is sent again now.
    //
    // A remembered id counts only if its event is still part of this log: the room may have been deleted meanwhile.
    public const string Text = LogHead.Script + """
        local window = tonumber(ARGV[7])
        if window > 0 then
          if newest and string.find(newest, ARGV[8], 1, true) then
            return {'1', string.format('%.0f', seq), string.match(newest, '"at":(%d+)'), epoch}
          end
          local sent = redis.call('GET', KEYS[3])
          if sent then
            local sentEpoch, sentSeq, sentAt = string.match(sent, '^(%S+) (%d+) (%d+)$')
            local same = sentEpoch == epoch
            if not same then
              local found = redis.call('ZRANGEBYSCORE', KEYS[2], sentSeq, sentSeq)
              same = found[1] and string.find(found[1], ARGV[8], 1, true) ~= nil
            end
            if same then
              return {'1', sentSeq, sentAt, epoch}
            end
          end
        end
        local body = ARGV[4]

        """ + Append + """
        return {'0', number, ARGV[5], epoch}
        """;
}

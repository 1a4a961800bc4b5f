namespace AspireChat.Store.Logs;

/// <summary>
/// Appends an event that changes an earlier one, together with what it changes: what was said goes from the log into the room's history when it is
/// withdrawn, while seq and order stay; pins and votes are counted. Runs unchanged on Redis 7+ and on Garnet.
/// </summary>
internal static class AmendScript
{
    // KEYS: head, log, sent (unused), feed, history, pins (at most 100), votes.
    // ARGV: 1 to 10 as in AppendScript, 11 what, 12 the target's seq, 13 data (see Amendment).
    //
    // The history holds, under the target's seq, the message as it was sent and every edit and deletion of it.
    //
    // Quotes within a value are escaped in JSON, so a name in quotes is found only where it stands as a name.
    //
    // What replaces an entry of the log is added before that is removed: should a crash cut the script short (see LogHead), the log has one
    // too many under this seq and not a hole; and the withdrawal can be repeated.
    public const string Text = LogHead.Script + """
        local window = 0
        local body = ARGV[4]
        local what = ARGV[11]
        local target = ARGV[12]
        local found = redis.call('ZRANGEBYSCORE', KEYS[2], target, target)[1]
        local function none(code) return {code, '0'} end
        if what ~= 'unpin' and (not found or string.find(found, '"removed":true', 1, true)) then return none('2') end

        if what == 'pin' then
          if redis.call('ZCOUNT', KEYS[6], target, target) > 0 then return none('3') end
          if redis.call('ZCARD', KEYS[6]) >= 100 then return none('4') end
          redis.call('ZADD', KEYS[6], target, found)
        elseif what == 'unpin' then
          if redis.call('ZREMRANGEBYSCORE', KEYS[6], target, target) == 0 then return none('3') end
        elseif what == 'vote' or what == 'unvote' then
          if not string.find(found, '^{"seq":%d+,"kind":"question"') then return none('2') end
          local voice = target .. ' ' .. ARGV[13]
          local step = 1
          if what == 'vote' then
            if redis.call('HSETNX', KEYS[7], voice, '1') == 0 then return none('3') end
          else
            if redis.call('HDEL', KEYS[7], voice) == 0 then return none('3') end
            step = -1
          end
          local votes = redis.call('HINCRBY', KEYS[7], target, step)
          body = string.sub(body, 1, -2) .. ',"votes":' .. string.format('%.0f', votes) .. '}'
        else
          redis.call('ZADD', KEYS[5], target, found)
        end

        """ + AppendScript.Append + """
        if what == 'edit' or what == 'delete' then
          if what == 'delete' then
            redis.call('ZADD', KEYS[2], target, ARGV[13])
            redis.call('ZREM', KEYS[2], found)
            redis.call('ZREMRANGEBYSCORE', KEYS[6], target, target)
            local past = redis.call('ZRANGEBYSCORE', KEYS[5], target, target)
            for i = 1, #past do
              local at = string.match(past[i], '^{"seq":(%d+),"kind":"edit"')
              local stored = at and redis.call('ZRANGEBYSCORE', KEYS[2], at, at)[1]
              if stored then
                local bare, cut = string.gsub(stored, ',"text":"[^"]*"', '', 1)
                if cut == 1 then
                  redis.call('ZADD', KEYS[2], at, string.sub(bare, 1, -2) .. ',"removed":true}')
                  redis.call('ZREM', KEYS[2], stored)
                end
              end
            end
          end
          redis.call('ZADD', KEYS[5], target, event)
          redis.call('ZREMRANGEBYSCORE', KEYS[5], '-inf', string.format('%.0f', seq + 1 - tonumber(ARGV[6])))
        end
        return {'0', number}
        """;
}

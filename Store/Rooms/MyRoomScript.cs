namespace AspireChat.Store.Rooms;

/// <summary>A room as one of its members has it, in one round trip and with bounded work. Runs unchanged on Redis 7+ and on Garnet.</summary>
internal static class MyRoomScript
{
    // KEYS: head, log, settings, members, roles.
    // ARGV: 1 the user, 2 the user as it stands in an event's JSON, 3 "@" and the name, likewise and in small letters, 4 and 5 epoch and seq up to where the
    //       user has read (empty: nothing is known), 6 where counting ends, 7 most events to look at.
    // Answers {'0'} for who is no member, otherwise {'1', epoch, head, read, unread, mentions, time of the newest event or 0, topic, private,
    // archived, kind, role}.
    //
    // Quotes within a text are escaped in JSON, so a name in quotes is found only where it stands as a name. What an encoder escapes within a
    // text is a letter beyond ASCII, or one of \n and \u0000 to \u007f, which are none.
    public const string Text = """
        if redis.call('HEXISTS', KEYS[4], ARGV[1]) == 0 then return {'0'} end
        local head = redis.call('HMGET', KEYS[1], 'epoch', 'seq')
        local epoch = head[1] or ''
        local seq = tonumber(head[2] or '0') or 0
        local read = seq
        if ARGV[4] ~= '' then
          read = 0
          if ARGV[4] == epoch then read = math.min(tonumber(ARGV[5]), seq) end
        end

        local function mentioned(text, word)
          local from = 1
          while true do
            local first, last = string.find(text, word, from, true)
            if not first then return false end
            local before = string.sub(text, math.max(1, first - 6), first - 1)
            local after = string.sub(text, last + 1, last + 6)
            local begins = not string.find(before, '[%w_]$') or string.find(before, '\\[nrtbf]$') or string.find(before, '\\u00[0-7]%x$')
            local ends = not string.find(after, '^[%w_]') and (not string.find(after, '^\\u') or string.find(after, '^\\u00[0-7]'))
            if begins and ends then return true end
            from = last + 1
          end
        end

        local most = tonumber(ARGV[6])
        local left = tonumber(ARGV[7])
        local unread = 0
        local mentions = 0
        local before = '+inf'
        while left > 0 and unread < most do
          local events = redis.call('ZREVRANGEBYSCORE', KEYS[2], before, '(' .. string.format('%.0f', read), 'LIMIT', 0, 100)
          for i = 1, #events do
            local kind = string.match(events[i], '^{"seq":%d+,"kind":"(%a+)"')
            if unread < most and (kind == 'message' or kind == 'question') and not string.find(events[i], ARGV[2], 1, true)
              and not string.find(events[i], '"removed":true', 1, true) then
              unread = unread + 1
              local text = string.lower(string.match(events[i], '"text":"([^"]*)"') or '')
              if mentioned(text, ARGV[3]) or mentioned(text, '@all') then mentions = mentions + 1 end
            end
          end
          left = left - 100
          if #events < 100 then break end
          before = '(' .. string.match(events[#events], '^{"seq":(%d+)')
        end

        local newest = redis.call('ZRANGE', KEYS[2], -1, -1)[1]
        local settings = redis.call('HMGET', KEYS[3], 'topic', 'private', 'archived', 'kind')
        return {
          '1', epoch, string.format('%.0f', seq), string.format('%.0f', read), string.format('%.0f', unread), string.format('%.0f', mentions),
          newest and string.match(newest, '"at":(%d+)') or '0', settings[1] or '', settings[2] or '0', settings[3] or '0', settings[4] or 'room',
          redis.call('HGET', KEYS[5], ARGV[1]) or 'member'
        }
        """;
}

-- Appends body to the log, trims the log and publishes the event.
-- Expects: what log-head sets, head_key, log_key, sent_key, feed_channel; body, time, log_length, window, window_ms, traceparent,
-- publish_command.
-- Sets: number (the event's seq as text), event.
--
-- The order (event, id, head) lets the next script finish what a crash interrupted (see log-head): the newest event, if it is beyond the
-- head, may be the one that is now sent again.
local number = string.format('%.0f', seq + 1)
local event = '{"seq":' .. number .. ',' .. body
redis.call('ZADD', log_key, number, event)
redis.call('ZREMRANGEBYSCORE', log_key, '-inf', string.format('%.0f', seq + 1 - tonumber(log_length)))
if window > 0 then
  redis.call('SET', sent_key, epoch .. ' ' .. number .. ' ' .. time, 'PX', window_ms)
end
redis.call('HSET', head_key, 'seq', number)
redis.call(publish_command, feed_channel, number .. ' ' .. epoch .. ' ' .. time .. ' ' .. traceparent .. '\n' .. event)

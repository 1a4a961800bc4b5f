-- Appends body to the log, trims the log and publishes the event.
-- Expects: what log-head sets, head_key, log_key, sent_key, feed_channel; body, time, log_length, window, window_ms, traceparent,
-- publish_command.
-- Sets: number (the event's seq as text), event.
--
-- Notices do not count towards log_length, so they never push a message out: while there may be some in the log, it keeps that many more
-- events (see log-notice).
--
-- The order (event, id, head) lets the next script finish what a crash interrupted (see log-head): the newest event, if it is beyond the
-- head, may be the one that is now sent again.
local number = string.format('%.0f', seq + 1)
local event = '{"seq":' .. number .. ',' .. body
local kept = tonumber(log_length)
local _, in_window, before_window, last_notice = string.match(new_notices or notices or '', '^(%d+) (%d+) (%d+) (%d+)$')
if last_notice then
  local with_notices = kept + tonumber(in_window) + tonumber(before_window)
  if seq + 1 - tonumber(last_notice) < with_notices then kept = with_notices end
end
redis.call('ZADD', log_key, number, event)
if seq + 1 > kept then redis.call('ZREMRANGEBYSCORE', log_key, '-inf', string.format('%.0f', seq + 1 - kept)) end
if window > 0 then
  redis.call('SET', sent_key, epoch .. ' ' .. number .. ' ' .. time, 'PX', window_ms)
end
if new_notices then
  redis.call('HSET', head_key, 'seq', number, 'notices', new_notices)
else
  redis.call('HSET', head_key, 'seq', number)
end
redis.call(publish_command, feed_channel, number .. ' ' .. epoch .. ' ' .. time .. ' ' .. traceparent .. '\n' .. event)

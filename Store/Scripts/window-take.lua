-- Counts something that may happen so many times within a time. Returns '-1', or how long it is until it may happen again, in milliseconds.
local count_key = KEYS[1]
local max, window_ms = tonumber(ARGV[1]), ARGV[2]

if (tonumber(redis.call('GET', count_key) or '') or 0) >= max then
  return string.format('%.0f', redis.call('PTTL', count_key))
end
if redis.call('INCR', count_key) == 1 then redis.call('PEXPIRE', count_key, window_ms) end
return '-1'

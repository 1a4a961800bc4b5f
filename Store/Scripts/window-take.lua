-- Counts something that may happen only so often within a window, in one or several counters. Returns '-1', or how long it is until it may
-- happen again, in milliseconds; then nothing is counted.
local counters = KEYS
local window_ms = ARGV[1]
local first_limit = 2 -- ARGV from here: the limit of each counter

for i = 1, #counters do
  if (tonumber(redis.call('GET', counters[i]) or '') or 0) >= tonumber(ARGV[first_limit + i - 1]) then
    return string.format('%.0f', redis.call('PTTL', counters[i]))
  end
end
for i = 1, #counters do
  if redis.call('INCR', counters[i]) == 1 then redis.call('PEXPIRE', counters[i], window_ms) end
end
return '-1'

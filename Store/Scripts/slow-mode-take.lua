-- Takes a user's turn in a room with slow mode. Returns '0', or how long it is until the next turn, in milliseconds.
-- The message that took the last turn can come again: its answer, or the append itself, may have been lost.
local slow_key = KEYS[1]
local message_id, pause_ms = ARGV[1], ARGV[2]

if redis.call('SET', slow_key, message_id, 'NX', 'PX', pause_ms) or redis.call('GET', slow_key) == message_id then
  return '0'
end
return string.format('%.0f', redis.call('PTTL', slow_key))

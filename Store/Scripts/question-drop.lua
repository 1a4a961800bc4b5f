-- Drops a waiting question. Returns '1', or '0' if it no longer waits.
-- Its id is remembered: otherwise a question sent again after its answer was lost would wait again.
local sent_key, questions_key = KEYS[1], KEYS[2]
local id, time, window_ms = ARGV[1], ARGV[2], ARGV[3]

if redis.call('HDEL', questions_key, id) == 0 then return '0' end
redis.call('SET', sent_key, '- 0 ' .. time, 'PX', window_ms)
return '1'

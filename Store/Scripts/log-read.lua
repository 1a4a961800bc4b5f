-- Reads a page of a room's log together with its head, atomically, so that the page and the head belong together. Like every script on a
-- log, it gives a new room its head and corrects a wrong one (see log-head). Returns {epoch, seq, oldest seq in the log or '0', event ...}.
local head_key, log_key = KEYS[1], KEYS[2]
local new_epoch, known_epoch, known_seq = ARGV[1], ARGV[2], ARGV[3]
local after, before = ARGV[4], ARGV[5] -- both exclusive; before can be '+inf'
local limit = ARGV[6]
local order = ARGV[7] -- 'newest' takes the page from the end, otherwise from the start

--#include log-head

local oldest = redis.call('ZRANGE', log_key, 0, 0)[1]
local oldest_seq = '0'
if oldest then oldest_seq = string.match(oldest, '^{"seq":(%d+)') end
local answer = {epoch, string.format('%.0f', seq), oldest_seq}
local events
if tonumber(limit) <= 0 then
  events = {}
elseif order == 'newest' then
  events = redis.call('ZREVRANGEBYSCORE', log_key, '(' .. before, '(' .. after, 'LIMIT', 0, limit)
else
  events = redis.call('ZRANGEBYSCORE', log_key, '(' .. after, '(' .. before, 'LIMIT', 0, limit)
end
for i = 1, #events do answer[i + 3] = events[i] end
return answer

-- Moves a user's read position in a room forward. Returns '1', or '0' if it is already there or further on.
-- It never moves back, except into a new epoch of the log.
local read_key = KEYS[1]
local room, epoch, seq = ARGV[1], ARGV[2], ARGV[3]

local before = redis.call('HGET', read_key, room)
if before then
  local before_epoch, before_seq = string.match(before, '^(%S*) (%d+)$')
  if before_epoch == epoch and tonumber(before_seq) >= tonumber(seq) then return '0' end
end
redis.call('HSET', read_key, room, epoch .. ' ' .. seq)
return '1'

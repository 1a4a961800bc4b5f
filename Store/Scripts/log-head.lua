-- How every script on a room's log starts: finds out where the log ends, and corrects the head if it is wrong.
-- Expects: head_key, log_key; new_epoch (taken if there is none), known_epoch and known_seq (up to where this node knows the log).
-- Sets: epoch, seq, created (the room is new), newest (the newest event, only if the head did not include it), notices (what log-notice
-- counted, as text; nil before the first notice).
--
-- Garnet writes a script's commands to its append-only file one by one, so a crash can keep the first of them without the rest. If the
-- newest event is beyond the head, the head is taken from it.
--
-- A log that ends before what a node has already delivered was rolled back (Redis lost its last second, or an old replica took over). Its
-- next events would get numbers that members have already seen, and be dropped as duplicates. So it gets a new epoch here, before anything
-- is numbered.
--
-- %.0f: Lua 5.1 (Redis) has only doubles, and Lua 5.4 (Garnet) would write 5.0 for a float.
local stored_head = redis.call('HMGET', head_key, 'epoch', 'seq', 'notices')
local epoch = stored_head[1]
local notices = stored_head[3] or nil
local new_notices -- set by log-notice: what replaces them
local seq = tonumber(stored_head[2] or '0') or 0
local newest = redis.call('ZRANGE', log_key, -1, -1)[1]
local newest_seq = newest and tonumber(string.match(newest, '^{"seq":(%d+)')) or 0
if newest_seq > seq then
  seq = newest_seq
  redis.call('HSET', head_key, 'seq', string.format('%.0f', seq))
else
  newest = nil
end
local created = not epoch
if created or (epoch == known_epoch and seq < tonumber(known_seq)) then
  epoch = new_epoch
  redis.call('HSET', head_key, 'epoch', epoch, 'seq', string.format('%.0f', seq))
end

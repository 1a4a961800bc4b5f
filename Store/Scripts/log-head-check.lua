-- The second part of log-head: see there. Expects: stored_head.
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

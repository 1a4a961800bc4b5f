-- Sets how many connections of a user, or from a network, one node has. Returns '1', or '0' if the cluster would have too many; then
-- nothing is changed. What nodes that are gone had does not count, and is deleted after a while: a node that has just started is not known
-- to all others yet.
local connections_key = KEYS[1]
local node, count = ARGV[1], tonumber(ARGV[2])
local max = tonumber(ARGV[3]) -- 0 = not checked
local expire_ms = ARGV[4]
local now, forget_before = ARGV[5], tonumber(ARGV[6]) -- Unix milliseconds
local first_live = 7 -- ARGV from here: the ids of the live nodes

local live = {}
for i = first_live, #ARGV do live[ARGV[i]] = true end
local total = count
local counts = redis.call('HGETALL', connections_key)
for i = 1, #counts, 2 do
  if counts[i] ~= node then
    local connections, at = string.match(counts[i + 1], '^(%d+) (%d+)$')
    if live[counts[i]] then
      total = total + (tonumber(connections or '') or 0)
    elseif not at or tonumber(at) < forget_before then
      redis.call('HDEL', connections_key, counts[i])
    end
  end
end
if max > 0 and total > max then return '0' end
if count > 0 then
  redis.call('HSET', connections_key, node, string.format('%.0f', count) .. ' ' .. now)
  redis.call('PEXPIRE', connections_key, expire_ms)
else
  redis.call('HDEL', connections_key, node)
end
return '1'

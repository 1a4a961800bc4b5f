-- Reads a room's activity in one round trip.
-- Returns {epoch, head seq, time of the newest event or '0', number of events since a time, number of members}.
-- The log is ordered by seq, which is also the order of time if the nodes' clocks agree. So a binary search finds the first event.
-- The pattern finds only the property "at", since quotes within a text are escaped in JSON.
local head_key, log_key, members_key = KEYS[1], KEYS[2], KEYS[3]
local since = tonumber(ARGV[1]) -- Unix milliseconds

local head = redis.call('HMGET', head_key, 'epoch', 'seq')
local size = redis.call('ZCARD', log_key)
local function at(rank)
  local event = redis.call('ZRANGE', log_key, rank, rank)[1]
  return tonumber(string.match(event, '"at":(%d+)'))
end
local last = 0
if size > 0 then last = at(size - 1) end
local low = 0
local high = size
if last < since then low = size end
while low < high do
  local middle = math.floor((low + high) / 2)
  if at(middle) < since then low = middle + 1 else high = middle end
end
return {
  head[1] or '', head[2] or '0', string.format('%.0f', last), string.format('%.0f', size - low),
  string.format('%.0f', redis.call('HLEN', members_key))
}

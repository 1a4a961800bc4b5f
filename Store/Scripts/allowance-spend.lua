-- Accounts for calls that a node has already allowed. Returns how many are left for the whole cluster; negative if the nodes together have
-- allowed too many.
local calls_key = KEYS[1]
local per_second, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local spent = tonumber(ARGV[3])
local now = tonumber(ARGV[4]) -- Unix milliseconds of the node: a clock that is behind adds nothing
local expire_ms = ARGV[5]

local before = redis.call('HMGET', calls_key, 'left', 'at')
local left = tonumber(before[1] or '') or burst
local at = tonumber(before[2] or '') or now
if now > at then
  left = left + (now - at) / 1000 * per_second
  at = now
end
left = string.format('%.3f', math.min(burst, left) - spent)
redis.call('HSET', calls_key, 'left', left, 'at', string.format('%.0f', at))
redis.call('PEXPIRE', calls_key, expire_ms)
return left

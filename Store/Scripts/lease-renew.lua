-- Extends a lease if this process holds it. Returns 1, or 0 if it does not.
local lease_key = KEYS[1]
local owner, duration_ms = ARGV[1], ARGV[2]

if redis.call('GET', lease_key) == owner then
  redis.call('PEXPIRE', lease_key, duration_ms)
  return 1
end
return 0

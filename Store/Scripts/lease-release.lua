-- Releases a lease if this process holds it.
local lease_key = KEYS[1]
local owner = ARGV[1]

if redis.call('GET', lease_key) == owner then
  redis.call('DEL', lease_key)
end
return 1

-- KEYS: the new key. ARGV: user, time left (ms), field, value, field, value …
-- One key only: in a Redis Cluster the old one is in another slot. What the owner has changed under the new key stays as it is.
local user = redis.call('HGET', KEYS[1], 'user')
if user and user ~= ARGV[1] then
  return '0'
end
for i = 3, #ARGV, 2 do
  redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1])
end
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return '1'

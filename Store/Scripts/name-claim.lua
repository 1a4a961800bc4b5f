-- KEYS: name. ARGV: user, the hash so far ('' for none), the new one, time to keep (ms).
if redis.call('HGET', KEYS[1], 'user') ~= ARGV[1] or (redis.call('HGET', KEYS[1], 'secret') or '') ~= ARGV[2] then
  return '0'
end
redis.call('HSET', KEYS[1], 'secret', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return '1'

-- KEYS: name. ARGV: user, delay (ms). A name with a passphrase is kept.
if redis.call('HGET', KEYS[1], 'user') == ARGV[1] and not redis.call('HGET', KEYS[1], 'secret') then
  if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
end
return '1'

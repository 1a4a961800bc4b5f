-- KEYS: name. ARGV: user, name as written, lease (ms), time that a name with a passphrase is kept (ms).
-- Returns 1 if the user has the name now, otherwise 0; then who has it, the name as written, and the hash of its passphrase.
local user = redis.call('HGET', KEYS[1], 'user')
if not user then
  redis.call('HSET', KEYS[1], 'user', ARGV[1], 'name', ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return {'1', ARGV[1], ARGV[2], ''}
end
local name = redis.call('HGET', KEYS[1], 'name')
local secret = redis.call('HGET', KEYS[1], 'secret') or ''
if user ~= ARGV[1] then
  return {'0', user, name, secret}
end
redis.call('PEXPIRE', KEYS[1], secret == '' and ARGV[3] or ARGV[4])
return {'1', user, name, secret}

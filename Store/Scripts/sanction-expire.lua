-- Deletes an expired sanction, unless a new one has replaced it.
local sanctions_key = KEYS[1]
local user, expired = ARGV[1], ARGV[2]

if redis.call('HGET', sanctions_key, user) == expired then redis.call('HDEL', sanctions_key, user) end
return '1'

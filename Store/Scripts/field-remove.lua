-- Deletes a field of a hash, unless its value has changed.
local hash_key = KEYS[1]
local field, value = ARGV[1], ARGV[2]

if redis.call('HGET', hash_key, field) == value then redis.call('HDEL', hash_key, field) end
return '1'

-- Stores an invitation that expires.
local invitation_key = KEYS[1]
local room = ARGV[1]
local created_at = ARGV[2] -- when the room was created: distinguishes it from a later room with the same name
local uses = ARGV[3] -- '-' = without limit
local lifetime_ms = ARGV[4]
local creator = ARGV[5]
local by_admin = ARGV[6] -- 1 if the creator is an administrator of the cluster, or 0

redis.call('HSET', invitation_key, 'room', room, 'createdAt', created_at, 'uses', uses, 'by', creator, 'byAdmin', by_admin)
redis.call('PEXPIRE', invitation_key, lifetime_ms)
return '1'

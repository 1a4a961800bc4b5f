-- Creates a room with its members, atomically, unless a room with this name exists. Returns '1', or '0' if one exists.
-- The room gets its first epoch here, so nobody becomes its founder by joining first.
local settings_key, head_key, roles_key, members_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local epoch, time, title, topic, description = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local private = ARGV[6] -- 1 or 0
local read_only = ARGV[7] -- 1 or 0
local slow_mode_seconds = ARGV[8]
local kind = ARGV[9]
local owner = ARGV[10] -- empty = none
local first_member = 11 -- ARGV from here: user and name of each member

if redis.call('EXISTS', settings_key) + redis.call('EXISTS', head_key) > 0 then return '0' end
redis.call('HSET', settings_key, 'createdAt', time, 'title', title, 'topic', topic, 'description', description, 'private', private,
  'readOnly', read_only, 'slowModeSeconds', slow_mode_seconds, 'kind', kind)
redis.call('HSET', head_key, 'epoch', epoch, 'seq', '0')
if owner ~= '' then redis.call('HSET', roles_key, owner, 'owner') end
for i = first_member, #ARGV, 2 do redis.call('HSET', members_key, ARGV[i], ARGV[i + 1]) end
return '1'

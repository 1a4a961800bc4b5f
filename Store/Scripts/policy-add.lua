-- Appends a change and returns its version.
-- The version and the entry in one step: a reader that has seen version 6 must not find 5 appear afterwards.
local version_key, changes_key = KEYS[1], KEYS[2]
local change, length = ARGV[1], ARGV[2]

local version = redis.call('INCR', version_key)
redis.call('ZADD', changes_key, string.format('%.0f', version), change)
redis.call('ZREMRANGEBYRANK', changes_key, 0, -1 - tonumber(length))
return string.format('%.0f', version)

-- Appends an entry and returns its number. Redis assigns the number, so that a reader who has seen n has seen everything before n, whichever
-- admin node wrote it.
local audit_key = KEYS[1]
local entry, length = ARGV[1], ARGV[2]

local last = redis.call('ZRANGE', audit_key, -1, -1, 'WITHSCORES')
local number = string.format('%.0f', (tonumber(last[2] or '0') or 0) + 1)
redis.call('ZADD', audit_key, number, number .. ' ' .. entry)
redis.call('ZREMRANGEBYRANK', audit_key, 0, -1 - tonumber(length))
return number

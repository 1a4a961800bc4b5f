-- KEYS: used. ARGV: the user's field, bytes, limit of a user, limit of all; 0 = no limit.
-- Returns the field that is full, or nothing.
local bytes = tonumber(ARGV[2])
local fields = {ARGV[1], 'total'}
for i = 1, 2 do
  local limit = tonumber(ARGV[i + 2])
  if limit > 0 and tonumber(redis.call('HGET', KEYS[1], fields[i]) or '0') + bytes > limit then
    return fields[i]
  end
end
for i = 1, 2 do
  redis.call('HINCRBY', KEYS[1], fields[i], ARGV[2])
end
return ''

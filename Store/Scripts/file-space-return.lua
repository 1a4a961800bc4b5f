-- KEYS: used. ARGV: the user's field, bytes to return. A count never goes below zero.
for i, field in ipairs({ARGV[1], 'total'}) do
  local left = tonumber(redis.call('HGET', KEYS[1], field) or '0') - tonumber(ARGV[2])
  if left > 0 then
    redis.call('HSET', KEYS[1], field, string.format('%.0f', left))
  else
    redis.call('HDEL', KEYS[1], field)
  end
end
return ''

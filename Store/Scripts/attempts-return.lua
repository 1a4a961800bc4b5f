-- KEYS: counters.
-- One that has expired in the meantime must not start below zero and without a time to live.
for i = 1, #KEYS do
  if tonumber(redis.call('GET', KEYS[i]) or '0') > 0 then
    redis.call('DECR', KEYS[i])
  end
end
return '1'

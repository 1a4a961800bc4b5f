-- KEYS: counters. ARGV: window (ms), then the limit of each counter.
-- Returns -1, or the milliseconds until the next attempt is allowed.
-- Counted before the passphrase is checked: parallel requests get no more attempts than sequential ones.
for i = 1, #KEYS do
  if tonumber(redis.call('GET', KEYS[i]) or '0') >= tonumber(ARGV[i + 1]) then
    return string.format('%.0f', redis.call('PTTL', KEYS[i]))
  end
end
for i = 1, #KEYS do
  if redis.call('INCR', KEYS[i]) == 1 then
    redis.call('PEXPIRE', KEYS[i], ARGV[1])
  end
end
return '-1'

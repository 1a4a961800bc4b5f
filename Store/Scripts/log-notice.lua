-- Appends a notice (a user joined or left) with log-add, unless this user or this room has had too many of them: joining and leaving is
-- open to everyone, so notices must not flood a room, nor push messages out of its log.
-- Expects: what log-head sets and log-add expects, told_key (how many notices of the user in this room in the last minutes), told_max,
-- told_ms, notices_max.
-- Sets: noticed (the event's seq as text, '0' if it was not appended), new_notices.
--
-- The head's field 'notices' is 'start now before last': the seq where a window of 2 * log_length events began, the notices in it, those in
-- the window before it, and the last notice's seq. Each window takes notices_max, a tenth of log_length. So 'now' and 'before' count all
-- notices among the newest 1.2 * log_length events, which is more than log-add ever keeps.
local noticed = '0'
local told = tonumber(redis.call('GET', told_key) or '0') or 0
local start, now, before = string.match(notices or '', '^(%d+) (%d+) (%d+)')
start, now, before = tonumber(start), tonumber(now), tonumber(before)
local span = 2 * tonumber(log_length)
if not start or start > seq + 1 or seq + 1 - start >= 2 * span then
  start, now, before = seq + 1, 0, 0
elseif seq + 1 - start >= span then
  start, now, before = start + span, 0, now
end
if told < tonumber(told_max) and now < tonumber(notices_max) then
  new_notices = string.format('%.0f %.0f %.0f %.0f', start, now + 1, before, seq + 1)
--#include log-add
  redis.call('SET', told_key, string.format('%.0f', told + 1), 'PX', told_ms)
  noticed = number
end

-- Appends one event, atomically and in one round trip: duplicate? -> next seq -> add -> trim -> publish.
-- Returns {'0', seq, time, epoch}, {'1', seq, time, epoch} of the stored event if its id is already known, or {'2'} if it is not stored
-- because the writer is no member.
local head_key, log_key, sent_key, feed_channel = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local members_key = KEYS[5]
local new_epoch, known_epoch, known_seq = ARGV[1], ARGV[2], ARGV[3]
local body = ARGV[4] -- the event's JSON without its seq
local time = ARGV[5] -- Unix milliseconds
local log_length = ARGV[6]
local window_ms = ARGV[7] -- how long the id is remembered; 0 = there is no id
local id_and_user = ARGV[8] -- as they appear in the event's JSON
local traceparent = ARGV[9] -- or '-'
local publish_command = ARGV[10] -- PUBLISH or SPUBLISH
local member = ARGV[11] -- the user who must be a member; empty = nobody
local window = tonumber(window_ms)

if member ~= '' and redis.call('HEXISTS', members_key, member) == 0 then return {'2'} end

--#include log-head

-- A remembered id counts only if its event is still part of this log: the room may have been deleted in the meantime.
if window > 0 then
  if newest and string.find(newest, id_and_user, 1, true) then
    return {'1', string.format('%.0f', seq), string.match(newest, '"at":(%d+)'), epoch}
  end
  local sent = redis.call('GET', sent_key)
  if sent then
    local sent_epoch, sent_seq, sent_time = string.match(sent, '^(%S+) (%d+) (%d+)$')
    local same = sent_epoch == epoch
    if not same then
      local found = redis.call('ZRANGEBYSCORE', log_key, sent_seq, sent_seq)
      same = found[1] and string.find(found[1], id_and_user, 1, true) ~= nil
    end
    if same then
      return {'1', sent_seq, sent_time, epoch}
    end
  end
end

--#include log-add
return {'0', number, time, epoch}

-- Appends an event that changes an earlier one, together with the change: the content of a deleted message moves from the log to the room's
-- history, while its seq and place stay; pins and votes are counted. Returns {outcome, seq of the new event or '0'}; for the outcomes see
-- AmendOutcome.
local head_key, log_key, sent_key, feed_channel = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local history_key = KEYS[5] -- under the target's seq: the message as it was sent, and its edits and deletion
local pins_key = KEYS[6]
local votes_key = KEYS[7]
local members_key = KEYS[8]
local new_epoch, known_epoch, known_seq = ARGV[1], ARGV[2], ARGV[3]
local body, time, log_length = ARGV[4], ARGV[5], ARGV[6]
local traceparent, publish_command = ARGV[9], ARGV[10]
local member = ARGV[11] -- the user who must be a member; empty = nobody
local what, target, data = ARGV[12], ARGV[13], ARGV[14] -- see Amendment
local max_pins = tonumber(ARGV[15])
local window, window_ms = 0, '0' -- an amendment has no id

if member ~= '' and redis.call('HEXISTS', members_key, member) == 0 then return {'5', '0'} end

--#include log-head

local found = redis.call('ZRANGEBYSCORE', log_key, target, target)[1]
local function outcome(code) return {code, '0'} end
if what ~= 'unpin' and (not found or string.find(found, '"removed":true', 1, true)) then return outcome('2') end

if what == 'pin' then
  if redis.call('ZCOUNT', pins_key, target, target) > 0 then return outcome('3') end
  if redis.call('ZCARD', pins_key) >= max_pins then return outcome('4') end
  redis.call('ZADD', pins_key, target, found)
elseif what == 'unpin' then
  if redis.call('ZREMRANGEBYSCORE', pins_key, target, target) == 0 then return outcome('3') end
elseif what == 'vote' or what == 'unvote' then
  if not string.find(found, '^{"seq":%d+,"kind":"question"') then return outcome('2') end
  local vote = target .. ' ' .. data
  local step = 1
  if what == 'vote' then
    if redis.call('HSETNX', votes_key, vote, '1') == 0 then return outcome('3') end
  else
    if redis.call('HDEL', votes_key, vote) == 0 then return outcome('3') end
    step = -1
  end
  local votes = redis.call('HINCRBY', votes_key, target, step)
  body = string.sub(body, 1, -2) .. ',"votes":' .. string.format('%.0f', votes) .. '}'
else
  redis.call('ZADD', history_key, target, found)
end

--#include log-add

-- Quotes within a value are escaped in JSON, so a property's name in quotes is found only where it is a name.
--
-- The replacement of a log entry is added before the entry is removed. If a crash interrupts the script (see log-head), the log has one
-- entry too many under this seq rather than a gap, and the deletion can be repeated.
if what == 'edit' or what == 'delete' then
  if what == 'delete' then
    redis.call('ZADD', log_key, target, data)
    redis.call('ZREM', log_key, found)
    redis.call('ZREMRANGEBYSCORE', pins_key, target, target)
    local past = redis.call('ZRANGEBYSCORE', history_key, target, target)
    for i = 1, #past do
      local at = string.match(past[i], '^{"seq":(%d+),"kind":"edit"')
      local stored = at and redis.call('ZRANGEBYSCORE', log_key, at, at)[1]
      if stored then
        local bare, cut = string.gsub(stored, ',"text":"[^"]*"', '', 1)
        if cut == 1 then
          redis.call('ZADD', log_key, at, string.sub(bare, 1, -2) .. ',"removed":true}')
          redis.call('ZREM', log_key, stored)
        end
      end
    end
  end
  redis.call('ZADD', history_key, target, event)
  redis.call('ZREMRANGEBYSCORE', history_key, '-inf', string.format('%.0f', seq + 1 - tonumber(log_length)))
end
return {'0', number}

-- Joins a room: checks whether the user may, makes the user a member, appends the notice and reads the page, atomically and in one round
-- trip. A check and a write in two steps would make a user who is removed in between a member again.
-- A room without a time of creation is created here, and its first member is its owner.
-- Returns {'1'} if the room is private and the user is not a member, {'2'} if it is being deleted, otherwise
-- {'0', new member, seq of the notice or '0', epoch, seq, order of the events, truncated, event ...}. The order 'kept' comes with no
-- events, because the node has them.
local head_key, log_key, sent_key, feed_channel = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local settings_key, told_key, members_key, roles_key = KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local new_epoch, known_epoch, known_seq = ARGV[1], ARGV[2], ARGV[3]
local body, time, log_length = ARGV[4], ARGV[5], ARGV[6]
local traceparent, publish_command = ARGV[9], ARGV[10]
local told_max, told_ms, notices_max = ARGV[11], ARGV[12], ARGV[13]
local user, name = ARGV[14], ARGV[15]
local members_only = ARGV[16] -- 1: only members join, whatever the settings say
local told_members = tonumber(ARGV[17]) -- the notice is appended up to this number of members
local has_owner = ARGV[18] -- 1: the first member becomes the owner
local client_epoch, after = ARGV[19], tonumber(ARGV[20]) -- where the client resumes; a negative seq = with the newest page
local page_size = tonumber(ARGV[21]) -- of the newest page
local max_page, max_resume = tonumber(ARGV[22]), tonumber(ARGV[23])
local kept_epoch, kept_seq = ARGV[24], ARGV[25] -- the node has what the client needs, if the log ends here; an empty epoch = it has not
local window, window_ms = 0, '0' -- a notice has no id

local settings = redis.call('HMGET', settings_key, 'deleted', 'private', 'createdAt', 'archived')
if settings[1] then return {'2'} end
local known_name = redis.call('HGET', members_key, user)
if not known_name and (members_only == '1' or settings[2] == '1') then return {'1'} end

--#include log-head-read

-- A member who comes back to a room that this node serves. If a crash left an event beyond the head (see log-head), nobody has it yet: the
-- next append finds it, and members receive it then.
if known_name == name and settings[3] and stored_head[1] == kept_epoch and stored_head[2] == kept_seq then
  return {'0', '0', '0', kept_epoch, kept_seq, 'kept', '0'}
end

--#include log-head-check

-- The role first: if a crash interrupts the script, the next join finds an owner and completes the room.
if not settings[3] then
  if has_owner == '1' and redis.call('HLEN', members_key) + redis.call('HLEN', roles_key) == 0 then
    redis.call('HSET', roles_key, user, 'owner')
  end
  redis.call('HSET', settings_key, 'createdAt', time)
end
if known_name ~= name then redis.call('HSET', members_key, user, name) end

local noticed_seq = '0'
if not known_name and settings[4] ~= '1' and told_members > 0 and redis.call('HLEN', members_key) <= told_members then
--#include log-notice
  noticed_seq = noticed
  if noticed ~= '0' then seq = seq + 1 end
end

local events
local order, truncated = 'oldest', '0'
if after >= 0 then
  local missed = seq - after
  truncated = '1'
  if client_epoch == epoch and missed >= 0 and missed <= max_resume then
    events = {}
    if missed > 0 then
      local from = '(' .. string.format('%.0f', after)
      events = redis.call('ZRANGEBYSCORE', log_key, from, '+inf', 'LIMIT', 0, string.format('%.0f', max_page))
    end
    local first = tonumber(string.match(events[1] or '', '^{"seq":(%d+)'))
    if missed == 0 or first == after + 1 then truncated = '0' else events = nil end
  end
end
if not events then
  order = 'newest'
  events = redis.call('ZREVRANGEBYSCORE', log_key, '+inf', '-inf', 'LIMIT', 0, string.format('%.0f', page_size))
end
local answer = {'0', known_name and '0' or '1', noticed_seq, epoch, string.format('%.0f', seq), order, truncated}
for i = 1, #events do answer[i + 7] = events[i] end
return answer

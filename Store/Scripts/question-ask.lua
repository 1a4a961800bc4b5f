-- Stores a question that waits, once for each id of a user. Returns {outcome, seq, time}: '0' stored, '1' already waiting, '2' already
-- approved or dismissed, '3' another user's id, '4' too many of this user, '5' too many, '6' the user is no member. An approved question is
-- in the log under its id; a dismissed one is remembered in the same way (see question-drop).
local head_key, sent_key, questions_key, members_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, question = ARGV[1], ARGV[2]
local user_json = ARGV[3] -- the user as it appears in the question's JSON
local max_per_room, max_per_user = tonumber(ARGV[4]), tonumber(ARGV[5])
local user = ARGV[6]

if redis.call('HEXISTS', members_key, user) == 0 then return {'6', '0', '0'} end

local sent = redis.call('GET', sent_key)
if sent then
  local epoch, seq, time = string.match(sent, '^(%S+) (%d+) (%d+)$')
  if epoch == '-' or epoch == redis.call('HGET', head_key, 'epoch') then return {'2', seq, time} end
end
local before = redis.call('HGET', questions_key, id)
if before then
  if string.find(before, user_json, 1, true) then return {'1', '0', string.match(before, '"at":(%d+)')} end
  return {'3', '0', '0'}
end
local waiting = redis.call('HVALS', questions_key)
if #waiting >= max_per_room then return {'5', '0', '0'} end
local own = 0
for i = 1, #waiting do
  if string.find(waiting[i], user_json, 1, true) then own = own + 1 end
end
if own >= max_per_user then return {'4', '0', '0'} end
redis.call('HSET', questions_key, id, question)
return {'0', '0', '0'}

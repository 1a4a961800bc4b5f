-- A room as one of its members sees it, in one round trip and with bounded work. Returns {'0'} if the user is not a member, otherwise {'1',
-- epoch, head, read, unread, ats, time of the newest event or '0', topic, private, archived, kind, role, title}. ats is what is around each
-- '@' in the JSON texts of the unread messages: one part per line, a carriage return between messages. Whether they mention the user is for
-- the caller to decide, since Lua does not know Unicode (see MentionWindows).
local head_key, log_key, settings_key, members_key, roles_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local user = ARGV[1]
local user_json = ARGV[2] -- the user as it appears in an event's JSON
local window = tonumber(ARGV[3]) -- how much of the text after an '@' to return
local read_epoch, read_seq = ARGV[4], ARGV[5] -- up to where the user has read; empty = not known
local max_unread = tonumber(ARGV[6]) -- where counting stops
local left = tonumber(ARGV[7]) -- how many events to examine at most

if redis.call('HEXISTS', members_key, user) == 0 then return {'0'} end
local head = redis.call('HMGET', head_key, 'epoch', 'seq')
local epoch = head[1] or ''
local seq = tonumber(head[2] or '0') or 0
local read = seq
if read_epoch ~= '' then
  read = 0
  if read_epoch == epoch then read = math.min(tonumber(read_seq), seq) end
end

-- Quotes within a text are escaped in JSON, so a property's name in quotes is found only where it is a name.
local function text_of(event) return string.match(event, '"text":"([^"]*)"') or '' end

-- Overlapping parts are joined, so that all of them together are never longer than the text.
local before_at = 13 -- the character before an '@' and its escapes
local function around_ats(text)
  local parts = {}
  local first, last = 1, 0
  local at = string.find(text, '@', 1, true)
  while at do
    if last == 0 or at - before_at > last + 1 then
      if last > 0 then parts[#parts + 1] = string.sub(text, first, last) end
      first = math.max(1, at - before_at)
    end
    last = at + window
    at = string.find(text, '@', at + 1, true)
  end
  if last > 0 then parts[#parts + 1] = string.sub(text, first, last) end
  return table.concat(parts, '\n')
end

local edited = {} -- seq as text -> the newest text; an edit comes after its message, so it is read before it
local ats = {}
local unread = 0
local before = '+inf'
while left > 0 and unread < max_unread do
  local events = redis.call('ZREVRANGEBYSCORE', log_key, before, '(' .. string.format('%.0f', read), 'LIMIT', 0, 100)
  for i = 1, #events do
    local kind = string.match(events[i], '^{"seq":%d+,"kind":"(%a+)"')
    if kind == 'edit' then
      local target = string.match(events[i], '"target":(%d+)')
      if target and not edited[target] and not string.find(events[i], '"removed":true', 1, true) then
        edited[target] = text_of(events[i])
      end
    elseif unread < max_unread and (kind == 'message' or kind == 'question') and not string.find(events[i], user_json, 1, true)
      and not string.find(events[i], '"removed":true', 1, true) then
      unread = unread + 1
      local text = edited[string.match(events[i], '^{"seq":(%d+)')] or text_of(events[i])
      if string.find(text, '@', 1, true) then ats[#ats + 1] = around_ats(text) end
    end
  end
  left = left - 100
  if #events < 100 then break end
  before = '(' .. string.match(events[#events], '^{"seq":(%d+)')
end

local newest = redis.call('ZRANGE', log_key, -1, -1)[1]
local settings = redis.call('HMGET', settings_key, 'topic', 'private', 'archived', 'kind', 'title')
return {
  '1', epoch, string.format('%.0f', seq), string.format('%.0f', read), string.format('%.0f', unread), table.concat(ats, '\r'),
  newest and string.match(newest, '"at":(%d+)') or '0', settings[1] or '', settings[2] or '0', settings[3] or '0', settings[4] or 'room',
  redis.call('HGET', roles_key, user) or 'member', settings[5] or ''
}

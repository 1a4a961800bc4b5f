-- A room as one of its members sees it, in one round trip and with bounded work. Returns {'0'} if the user is not a member, otherwise {'1',
-- epoch, head, read, unread, mentions, time of the newest event or '0', topic, private, archived, kind, role, title}.
local head_key, log_key, settings_key, members_key, roles_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local user = ARGV[1]
local user_json = ARGV[2] -- the user as it appears in an event's JSON
local mention = ARGV[3] -- '@' and the name, likewise, in lower case
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

-- Quotes within a text are escaped in JSON, so a property's name in quotes is found only where it is a name. What an encoder escapes within
-- a text is a letter beyond ASCII, or one of \n and \u0000 to \u007f, which are not letters.
local function mentioned(text, word)
  local from = 1
  while true do
    local first, last = string.find(text, word, from, true)
    if not first then return false end
    local before = string.sub(text, math.max(1, first - 6), first - 1)
    local after = string.sub(text, last + 1, last + 6)
    local begins = not string.find(before, '[%w_]$') or string.find(before, '\\[nrtbf]$') or string.find(before, '\\u00[0-7]%x$')
    local ends = not string.find(after, '^[%w_]') and (not string.find(after, '^\\u') or string.find(after, '^\\u00[0-7]'))
    if begins and ends then return true end
    from = last + 1
  end
end

local unread = 0
local mentions = 0
local before = '+inf'
while left > 0 and unread < max_unread do
  local events = redis.call('ZREVRANGEBYSCORE', log_key, before, '(' .. string.format('%.0f', read), 'LIMIT', 0, 100)
  for i = 1, #events do
    local kind = string.match(events[i], '^{"seq":%d+,"kind":"(%a+)"')
    if unread < max_unread and (kind == 'message' or kind == 'question') and not string.find(events[i], user_json, 1, true)
      and not string.find(events[i], '"removed":true', 1, true) then
      unread = unread + 1
      local text = string.lower(string.match(events[i], '"text":"([^"]*)"') or '')
      if mentioned(text, mention) or mentioned(text, '@all') then mentions = mentions + 1 end
    end
  end
  left = left - 100
  if #events < 100 then break end
  before = '(' .. string.match(events[#events], '^{"seq":(%d+)')
end

local newest = redis.call('ZRANGE', log_key, -1, -1)[1]
local settings = redis.call('HMGET', settings_key, 'topic', 'private', 'archived', 'kind', 'title')
return {
  '1', epoch, string.format('%.0f', seq), string.format('%.0f', read), string.format('%.0f', unread), string.format('%.0f', mentions),
  newest and string.match(newest, '"at":(%d+)') or '0', settings[1] or '', settings[2] or '0', settings[3] or '0', settings[4] or 'room',
  redis.call('HGET', roles_key, user) or 'member', settings[5] or ''
}

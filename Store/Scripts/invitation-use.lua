-- Takes one use of an invitation. Returns '1', or '0' if there is none left.
-- A used-up invitation stays until it expires, so that the call that used it can be repeated after its answer was lost.
local invitation_key = KEYS[1]

local uses = redis.call('HGET', invitation_key, 'uses')
if not uses or (uses ~= '-' and tonumber(uses) < 1) then return '0' end
if uses ~= '-' then redis.call('HINCRBY', invitation_key, 'uses', -1) end
return '1'

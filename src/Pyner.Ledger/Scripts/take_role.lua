-- Takes a role where nobody else has it.
-- KEYS: job. ARGV: role, owner, microseconds. Returns the token, or nothing.
local job, role, owner = KEYS[1], ARGV[1], ARGV[2]
local found = redis.call('HMGET', job, 'state', role .. ':token', role .. ':owner', role .. ':expires')
if not found[1] or ENDED[found[1]] then
  return false
end
local moment = now()
if found[3] and found[3] ~= owner and tonumber(found[4]) > moment then
  return false
end
local token = next_token(found[2])
redis.call('HSET', job, role .. ':token', token, role .. ':owner', owner, role .. ':expires', text(moment + ARGV[3]))
return token

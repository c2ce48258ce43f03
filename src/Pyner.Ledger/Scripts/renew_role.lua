-- Keeps a role for another while.
-- KEYS: job. ARGV: role, token, owner, microseconds. Returns 0 where it was lost.
local job, role = KEYS[1], ARGV[1]
if lost_role(job, role, ARGV[2], ARGV[3]) then
  return 0
end
redis.call('HSET', job, role .. ':expires', text(now() + ARGV[4]))
return 1

-- Gives a role up.
-- KEYS: job. ARGV: role, token, owner.
local job, role = KEYS[1], ARGV[1]
if not lost_role(job, role, ARGV[2], ARGV[3]) then
  -- The token stays: the next one has to be greater.
  redis.call('HDEL', job, role .. ':owner', role .. ':expires')
end
return 1

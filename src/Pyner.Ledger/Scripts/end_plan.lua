-- Notes that every batch is planned.
-- KEYS: job. ARGV: token, owner, how many these are.
local job = KEYS[1]
local lost = lost_role(job, 'Scanner', ARGV[1], ARGV[2])
if lost then
  return refuse('LOST', lost)
end
local found = redis.call('HMGET', job, 'planned', 'plan_ended')
local planned = tonumber(found[1] or 0)
if planned < tonumber(ARGV[3]) then
  return refuse('BEHIND', 'the plan is to end with ' .. ARGV[3] .. ' batches, and ' .. text(planned) .. ' are planned')
elseif planned > tonumber(ARGV[3]) then
  return refuse('REFUSED', 'The plan is to end with ' .. ARGV[3] .. ' batches, and ' .. text(planned)
    .. ' were planned: the source was changed meanwhile. Start a new job on it.')
end
if not found[2] then
  redis.call('HSET', job, 'plan_ended', 1)
  changed(job)
end
return 1

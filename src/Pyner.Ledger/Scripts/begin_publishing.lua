-- Moves a job on to publishing.
-- KEYS: job. ARGV: token, owner.
local job = KEYS[1]
local lost = lost_role(job, 'Aggregator', ARGV[1], ARGV[2])
if lost then
  return refuse('LOST', lost)
end
local found = redis.call('HMGET', job, 'state', 'source_merged')
if found[1] == 'Publishing' then
  return 0
end
if not found[2] then
  return refuse('BEHIND', 'no checkpoint ends the source')
end
redis.call('HSET', job, 'state', 'Publishing')
changed(job)
return 1

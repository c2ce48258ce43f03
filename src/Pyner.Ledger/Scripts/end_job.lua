-- Ends a job and drops everything of it but its status.
-- KEYS: job, unfinished, outputs. ARGV: id, role, token, owner, state, whether there is a reason, reason.
local job, unfinished, outputs = KEYS[1], KEYS[2], KEYS[3]
local id, role, token, owner, state = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local found = redis.call('HMGET', job, 'state', 'folder')
if found[1] == state then
  return 0
end
local lost = lost_role(job, role, token, owner)
if lost then
  return refuse('LOST', lost)
end
if state == 'Completed' and found[1] ~= 'Publishing' then
  return refuse('BEHIND', 'the job is to be completed and was not published, it is ' .. found[1])
end
drop_work(job)
redis.call('HSET', job, 'state', state, 'ended', text(now()))
if ARGV[6] == '1' then
  redis.call('HSET', job, 'reason', ARGV[7])
elseif state == 'Completed' then
  -- Whoever asked to cancel it came too late, and why they did says nothing about how it ended.
  redis.call('HDEL', job, 'reason')
end
redis.call('HDEL', job, 'Scanner:token', 'Scanner:owner', 'Scanner:expires', 'Aggregator:token', 'Aggregator:owner', 'Aggregator:expires',
  'identity_key', 'folder', 'last_checkpoint')
redis.call('ZREM', unfinished, id)
-- Another job can't have the folder: this one kept it.
redis.call('HDEL', outputs, found[2])
changed(job)
return 1

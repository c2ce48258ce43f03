-- Notes what a job's source is.
-- KEYS: job. ARGV: token, owner, identity, the part of it that must not change, source path. Returns how many batches are planned.
local job = KEYS[1]
local lost = lost_role(job, 'Scanner', ARGV[1], ARGV[2])
if lost then
  return refuse('LOST', lost)
end
local found = redis.call('HMGET', job, 'identity_key', 'state', 'planned')
if not found[1] then
  redis.call('HSET', job, 'identity', ARGV[3], 'identity_key', ARGV[4], 'started', text(now()))
  if found[2] == 'Queued' then
    redis.call('HSET', job, 'state', 'Running')
  end
  changed(job)
elseif found[1] ~= ARGV[4] then
  return refuse('REFUSED', "The source '" .. ARGV[5] .. "' is not the one with which the job began: it was changed meanwhile. Start a new job on it.")
end
return tonumber(found[3] or 0)

-- Asks to cancel a job.
-- KEYS: job. ARGV: reason. Returns 0 where there is no such job.
local job = KEYS[1]
local found = redis.call('HMGET', job, 'state', 'cancel')
if not found[1] then
  return 0
end
-- The first who asks gives the reason.
if not ENDED[found[1]] and not found[2] then
  redis.call('HSET', job, 'cancel', 1, 'reason', ARGV[1])
  changed(job)
end
return 1

-- Notes what a job's aggregator says of it.
-- KEYS: job. ARGV: token, owner, state, time, whether there is a reason, reason.
local job = KEYS[1]
local lost = lost_role(job, 'Aggregator', ARGV[1], ARGV[2])
if lost then
  return refuse('LOST', lost)
end
local found = redis.call('HMGET', job, 'identity', 'source_merged')
if not found[1] then
  return refuse('REFUSED', 'The ledger does not hold the job: it was never planned.')
end
if ARGV[3] == 'Finished' and not found[2] then
  return refuse('REFUSED', "The job can't be finished: its last checkpoint does not end the source.")
end
redis.call('HSET', job, 'noted', ARGV[3], 'noted_at', ARGV[4])
if ARGV[5] == '1' then
  redis.call('HSET', job, 'noted_reason', ARGV[6])
else
  redis.call('HDEL', job, 'noted_reason')
end
return 1

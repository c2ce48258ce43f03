-- Gives a batch up.
-- KEYS: job. ARGV: ordinal, worker, token, reason, most failures to name. Returns 0 where the lease was lost.
local job, ordinal = KEYS[1], ARGV[1]
local batch = batch_key(job, ordinal)
if holds(batch, 'failed', ARGV[2], ARGV[3]) then
  return 1
end
if not holds(batch, 'leased', ARGV[2], ARGV[3]) then
  return 0
end
redis.call('HSET', batch, 'state', 'failed', 'failure', ARGV[4])
local failures = job .. ':failures'
if redis.call('LLEN', failures) < tonumber(ARGV[5]) then
  redis.call('RPUSH', failures, ordinal .. ' ' .. redis.call('HGET', batch, 'id') .. ' ' .. ARGV[4])
end
redis.call('HINCRBY', job, 'failed', 1)
finish(job, ordinal, batch)
return 1

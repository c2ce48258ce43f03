-- Notes that a worker can't read a batch. It is to be tried again, by those that may first; where for a while there was nobody else, it is given up.
-- KEYS: job, expiry of the workers. ARGV: ordinal, worker, token, microseconds of patience with others, reason, microseconds of patience alone, most failures to name.
-- Returns 0 where the lease was lost, 1 where the batch was given back, 2 where it was given up.
local job, ordinal, worker, token = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local batch = batch_key(job, ordinal)
if holds(batch, 'failed', worker, token) then
  return 2
elseif not holds(batch, 'leased', worker, token) then
  return redis.call('HGET', batch, 'unreadable:' .. worker) == token and 1 or 0
elseif leave_to_others(job, ordinal, batch, worker, token, KEYS[2], ARGV[4]) then
  return 1
end
-- Others that did not say in time that they live, because this server was away, may yet come.
redis.call('HSETNX', batch, 'alone_since', text(now()))
if now() - redis.call('HGET', batch, 'alone_since') < tonumber(ARGV[6]) then
  give_back(job, ordinal, batch, text(now()))
  return 1
end
redis.call('HSET', batch, 'state', 'failed', 'failure', ARGV[5])
local failures = job .. ':failures'
if redis.call('LLEN', failures) < tonumber(ARGV[7]) then
  redis.call('RPUSH', failures, ordinal .. ' ' .. redis.call('HGET', batch, 'id') .. ' ' .. ARGV[5])
end
redis.call('HINCRBY', job, 'failed', 1)
finish(job, ordinal, batch)
return 2

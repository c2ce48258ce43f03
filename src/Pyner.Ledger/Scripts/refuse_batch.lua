-- Notes that a worker can't read a batch. Where another one may still try it is given back, else it is given up.
-- KEYS: job, expiry of the workers. ARGV: ordinal, worker, token, reason, microseconds of patience, most failures to name.
-- Returns 0 where the lease was lost, 1 where the batch was given back, 2 where it was given up.
local job, ordinal, worker, token = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local batch = batch_key(job, ordinal)
if holds(batch, 'failed', worker, token) then
  return 2
end
if redis.call('HGET', batch, 'unreadable:' .. worker) == token then
  return 1
end
if not holds(batch, 'leased', worker, token) then
  return 0
end
redis.call('HSET', batch, 'unreadable:' .. worker, token)
redis.call('HSETNX', batch, 'unreadable_since', text(now()))
if others_may_read(batch, worker, KEYS[2], ARGV[5]) then
  -- To be announced at once: the message that brought it here is used up.
  redis.call('HDEL', batch, 'worker', 'expires')
  redis.call('HSET', batch, 'state', 'waiting', 'since', text(now()), 'published', '0')
  redis.call('ZREM', job .. ':leased', ordinal)
  redis.call('ZADD', job .. ':waiting', 0, ordinal)
  changed(job)
  return 1
end
redis.call('HSET', batch, 'state', 'failed', 'failure', ARGV[4])
local failures = job .. ':failures'
if redis.call('LLEN', failures) < tonumber(ARGV[6]) then
  redis.call('RPUSH', failures, ordinal .. ' ' .. redis.call('HGET', batch, 'id') .. ' ' .. ARGV[4])
end
redis.call('HINCRBY', job, 'failed', 1)
finish(job, ordinal, batch)
return 2

-- Gives a batch back.
-- KEYS: job. ARGV: ordinal, worker, token.
local job, ordinal = KEYS[1], ARGV[1]
local batch = batch_key(job, ordinal)
if not holds(batch, 'leased', ARGV[2], ARGV[3]) then
  return 0
end
-- The token stays: the next one has to be greater.
redis.call('HDEL', batch, 'worker', 'expires')
redis.call('HSET', batch, 'state', 'waiting', 'since', text(now()))
redis.call('ZREM', job .. ':leased', ordinal)
redis.call('ZADD', job .. ':waiting', redis.call('HGET', batch, 'published'), ordinal)
changed(job)
return 1

-- Keeps a batch for another while.
-- KEYS: job. ARGV: ordinal, worker, token, microseconds. Returns 0 where it was lost.
local job, ordinal = KEYS[1], ARGV[1]
local batch = batch_key(job, ordinal)
if not holds(batch, 'leased', ARGV[2], ARGV[3]) then
  return 0
end
local expires = text(now() + ARGV[4])
redis.call('HSET', batch, 'expires', expires)
-- It may have been counted as waiting after it expired.
redis.call('ZREM', job .. ':waiting', ordinal)
redis.call('ZADD', job .. ':leased', expires, ordinal)
return 1

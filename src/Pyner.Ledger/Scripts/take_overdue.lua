-- Batches that wait for a worker and were last published too long ago; from now on they count as published.
-- KEYS: job. ARGV: token, owner, age in microseconds, most to return. Returns ordinals, ids and traces (or nothing) by turns.
local job = KEYS[1]
local lost = lost_role(job, 'Scanner', ARGV[1], ARGV[2])
if lost then
  return refuse('LOST', lost)
end
if redis.call('HGET', job, 'cancel') then
  return {}
end
local moment = now()
-- A batch whose lease expired waits again, since it was last published.
for _, ordinal in ipairs(redis.call('ZRANGEBYSCORE', job .. ':leased', '-inf', text(moment))) do
  redis.call('ZREM', job .. ':leased', ordinal)
  redis.call('ZADD', job .. ':waiting', redis.call('HGET', batch_key(job, ordinal), 'published'), ordinal)
end
local overdue = {}
for _, ordinal in ipairs(redis.call('ZRANGEBYSCORE', job .. ':waiting', '-inf', text(moment - ARGV[3]), 'LIMIT', 0, ARGV[4])) do
  local batch = batch_key(job, ordinal)
  local found = redis.call('HMGET', batch, 'id', 'trace', 'unreadable_since')
  -- Its message may come to a worker that refused it: then it is not to wait as long as if it were lost.
  local published = text(found[3] and moment - ARGV[3] * 5 / 6 or moment)
  redis.call('ZADD', job .. ':waiting', published, ordinal)
  redis.call('HSET', batch, 'published', published)
  overdue[#overdue + 1] = ordinal
  overdue[#overdue + 1] = found[1]
  overdue[#overdue + 1] = found[2] or ''
end
return overdue

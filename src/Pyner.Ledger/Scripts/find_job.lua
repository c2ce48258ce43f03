-- All that a job's status is made of, at one moment.
-- KEYS: job.
local job = KEYS[1]
return {
  redis.call('HGETALL', job),
  redis.call('HGETALL', job .. ':devices'),
  redis.call('LRANGE', job .. ':failures', 0, -1),
  redis.call('ZCOUNT', job .. ':leased', '(' .. text(now()), '+inf'),
}

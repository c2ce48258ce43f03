-- A job as its aggregator sees it. The last checkpoint alone, or all of them.
-- KEYS: job. ARGV: position of the first checkpoint in the list.
local job = KEYS[1]
local found = redis.call('HMGET', job, 'state', 'identity', 'started', 'noted', 'noted_at', 'noted_reason', 'planned_at')
if not found[1] or ENDED[found[1]] or not found[2] then
  return false
end
return { found[2], found[3], found[4], found[5], found[6], found[7], redis.call('LRANGE', job .. ':checkpoints', ARGV[1], -1) }

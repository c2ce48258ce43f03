-- Leaves a batch that a worker can't read whole to those that may.
-- KEYS: job, expiry of the workers. ARGV: ordinal, worker, token, microseconds of patience with them.
-- Returns 1 where it was given back; 0 where there are no others, or the lease was lost.
local job, ordinal, worker, token = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local batch = batch_key(job, ordinal)
if not holds(batch, 'leased', worker, token) then
  return redis.call('HGET', batch, 'unreadable:' .. worker) == token and 1 or 0
end
return leave_to_others(job, ordinal, batch, worker, token, KEYS[2], ARGV[4]) and 1 or 0

-- Takes a batch that waits for a worker, or whose lease expired; but not one that the worker could not read while others may still try it.
-- KEYS: job, expiry of the workers. ARGV: ordinal, worker, microseconds, microseconds of patience. Returns token, id, reference, microseconds that it waited, and
-- trace where it has one; or nothing.
local job, ordinal = KEYS[1], ARGV[1]
local status = redis.call('HMGET', job, 'state', 'cancel')
if not status[1] or ENDED[status[1]] or status[2] then
  return false
end
local batch = batch_key(job, ordinal)
local found = redis.call('HMGET', batch, 'state', 'expires', 'token', 'id', 'reference', 'since', 'trace')
local moment = now()
if found[1] ~= 'waiting' and not (found[1] == 'leased' and tonumber(found[2]) <= moment) then
  return false
end
if redis.call('HEXISTS', batch, 'unreadable:' .. ARGV[2]) == 1 and others_may_read(batch, ARGV[2], KEYS[2], ARGV[4]) then
  return false
end
local since = found[1] == 'leased' and found[2] or found[6] or moment
local token = next_token(found[3])
local expires = text(moment + ARGV[3])
redis.call('HSET', batch, 'state', 'leased', 'worker', ARGV[2], 'token', token, 'expires', expires)
redis.call('ZREM', job .. ':waiting', ordinal)
redis.call('ZADD', job .. ':leased', expires, ordinal)
changed(job)
return { token, found[4], found[5], text(math.max(0, moment - since)), found[7] }

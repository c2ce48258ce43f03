-- Plans the next batch. It waits for a worker from then on.
-- KEYS: job. ARGV: token, owner, ordinal, id, submissions, reference, bytes of the source, trace or nothing.
local job, ordinal, id = KEYS[1], tonumber(ARGV[3]), ARGV[4]
local lost = lost_role(job, 'Scanner', ARGV[1], ARGV[2])
if lost then
  return refuse('LOST', lost)
end
local found = redis.call('HMGET', job, 'planned', 'plan_ended')
local planned = tonumber(found[1] or 0)
local batch = batch_key(job, ARGV[3])
if ordinal < planned then
  local there = redis.call('HGET', batch, 'id')
  -- One that a checkpoint has is gone; the chain of its checkpoint says what it was.
  if there and there ~= id then
    return refuse('REFUSED', 'Batch ' .. ARGV[3] .. ' was planned with the id ' .. there .. ' and now has the id ' .. id
      .. ': the source was changed meanwhile. Start a new job on it.')
  end
  return 0
elseif ordinal > planned then
  return refuse('BEHIND', 'batch ' .. ARGV[3] .. ' is to be planned, and only ' .. text(planned) .. ' are before it')
elseif found[2] then
  return refuse('REFUSED', 'Batch ' .. ARGV[3] .. ' comes after the end of the plan: the source was changed meanwhile. Start a new job on it.')
end
local moment = text(now())
redis.call('HSET', batch, 'id', id, 'submissions', ARGV[5], 'reference', ARGV[6], 'bytes', ARGV[7], 'state', 'waiting', 'published', moment, 'since', moment)
if ARGV[8] ~= '' then
  redis.call('HSET', batch, 'trace', ARGV[8])
end
redis.call('ZADD', job .. ':unparsed', ordinal, ARGV[3])
redis.call('ZADD', job .. ':waiting', moment, ARGV[3])
redis.call('HINCRBY', job, 'planned', 1)
redis.call('HINCRBY', job, 'planned_submissions', ARGV[5])
changed(job)
return 1

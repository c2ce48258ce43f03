-- Stands before the scripts of those who hold a batch. Whether this lease has brought the batch into a state. A batch that a checkpoint has, or
-- whose job ended, is gone, and in no state.
local function holds(batch, state, worker, token)
  local found = redis.call('HMGET', batch, 'state', 'worker', 'token')
  return found[1] == state and found[2] == worker and found[3] == token
end

-- Where a batch is parsed or given up: it neither waits nor is leased any more. What only a worker needs of it goes.
local function finish(job, ordinal, batch)
  redis.call('ZREM', job .. ':leased', ordinal)
  redis.call('ZREM', job .. ':waiting', ordinal)
  redis.call('ZREM', job .. ':unparsed', ordinal)
  redis.call('HINCRBY', job, 'finished_source_bytes', redis.call('HGET', batch, 'bytes'))
  redis.call('HDEL', batch, 'reference', 'bytes', 'published', 'since', 'expires')
  changed(job)
end

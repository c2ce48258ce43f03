-- Stands before the scripts of those who hold a batch. Whether this lease has brought the batch into a state. A batch that a checkpoint has, or
-- whose job ended, is gone, and in no state.
local function holds(batch, state, worker, token)
  local found = redis.call('HMGET', batch, 'state', 'worker', 'token')
  return found[1] == state and found[2] == worker and found[3] == token
end

-- A batch waits for a worker again. It is announced as long after a time as one that was published then.
local function give_back(job, ordinal, batch, published)
  -- The token stays: the next one has to be greater.
  redis.call('HDEL', batch, 'worker', 'expires')
  redis.call('HSET', batch, 'state', 'waiting', 'since', text(now()), 'published', published)
  redis.call('ZREM', job .. ':leased', ordinal)
  redis.call('ZADD', job .. ':waiting', published, ordinal)
  changed(job)
end

-- Notes that a worker can't read a batch, and gives it back where another one may; otherwise it stays leased, and the answer is false.
local function leave_to_others(job, ordinal, batch, worker, token, workers_expiry, patience)
  redis.call('HSET', batch, 'unreadable:' .. worker, token)
  redis.call('HSETNX', batch, 'unreadable_since', text(now()))
  if not others_may_read(batch, worker, workers_expiry, patience) then
    return false
  end
  redis.call('HDEL', batch, 'alone_since')
  -- Announced at once: the message that brought it here is used up.
  give_back(job, ordinal, batch, '0')
  return true
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

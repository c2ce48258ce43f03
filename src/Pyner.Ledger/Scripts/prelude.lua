-- Stands before every other script. A script runs alone and whole, and reaches the append-only file whole: each is one transition.
-- Times are microseconds of the server's clock: callers' clocks may differ, and a double holds them exactly until the year 2255.
-- A script that refuses says so by an error whose first word the caller knows: LOST, BEHIND, FOLDER, LIMIT or REFUSED.

local ENDED = { Completed = true, Failed = true, Cancelled = true }

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

-- tostring() would write a large number as 1.0e+15.
local function text(number)
  return string.format('%.0f', number)
end

local function refuse(kind, message)
  return redis.error_reply(kind .. ' ' .. message)
end

-- A greater token than the one before. The clock is in it, so that tokens grow even if the server came back with an older state: a lease that
-- was given before must not be taken for one that is given after.
local function next_token(last)
  return text(math.max(now(), tonumber(last or 0) + 1))
end

-- Why a role's lease does not count any more, or nil. An expired one counts until someone else takes the role.
local function lost_role(job, role, token, owner)
  local found = redis.call('HMGET', job, 'state', role .. ':token', role .. ':owner')
  if not found[1] then
    return 'there is no such job'
  elseif ENDED[found[1]] then
    return 'the job is at its end: ' .. found[1]
  elseif found[2] ~= token or found[3] ~= owner then
    return 'the role ' .. role .. ' was given to ' .. (found[3] or 'somebody') .. ' meanwhile'
  end
  return nil
end

local function changed(job)
  redis.call('HINCRBY', job, 'revision', 1)
end

local function batch_key(job, ordinal)
  return job .. ':batch:' .. ordinal
end

local function partial_key(job, ordinal)
  return job .. ':partial:' .. ordinal
end

local function delta_key(job, sequence)
  return job .. ':delta:' .. sequence
end

-- Whether another worker than the one that can't read a batch may: it lives, has not said the same, and was not waited for too long.
local function others_may_read(batch, worker, workers_expiry, patience)
  local since = redis.call('HGET', batch, 'unreadable_since')
  if not since or now() - since > tonumber(patience) then
    return false
  end
  for _, other in ipairs(redis.call('ZRANGEBYSCORE', workers_expiry, '(' .. text(now()), '+inf')) do
    if other ~= worker and redis.call('HEXISTS', batch, 'unreadable:' .. other) == 0 then
      return true
    end
  end
  return false
end

-- Drops all batches from the merged ones on, all deltas, and what orders them.
local function drop_work(job)
  local found = redis.call('HMGET', job, 'merged', 'planned', 'folded', 'checkpoints')
  for ordinal = tonumber(found[1] or 0), tonumber(found[2] or 0) - 1 do
    redis.call('UNLINK', batch_key(job, text(ordinal)), partial_key(job, text(ordinal)))
  end
  for sequence = tonumber(found[3] or 0), tonumber(found[4] or 0) - 1 do
    redis.call('UNLINK', delta_key(job, text(sequence)))
  end
  redis.call('UNLINK', job .. ':unparsed', job .. ':waiting', job .. ':leased', job .. ':checkpoints')
end

-- Moves chunks that were staged to their place for good.
-- Returns false where they are not all there: they expired, or the server came back without them.
local function take_staged(staged, count, place)
  if redis.call('HLEN', staged) ~= tonumber(count) then
    return false
  end
  redis.call('RENAME', staged, place)
  redis.call('PERSIST', place)
  return true
end

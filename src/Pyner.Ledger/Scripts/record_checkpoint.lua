-- Records a checkpoint with its delta, and drops the batches that it has.
-- KEYS: job, staged chunks. ARGV: token, owner, checkpoint, what it is but for its time, sequence, first batch, end batch, submissions,
-- whether it ends the source, staged chunks, the delta where it was not staged.
-- Returns 0 where it was there already, -1 where the staged chunks were lost.
local job = KEYS[1]
local lost = lost_role(job, 'Aggregator', ARGV[1], ARGV[2])
if lost then
  return refuse('LOST', lost)
end
local found = redis.call('HMGET', job, 'identity', 'checkpoints', 'merged', 'merged_submissions', 'source_merged', 'last_checkpoint', 'planned', 'plan_ended')
if not found[1] then
  return refuse('REFUSED', 'The ledger does not hold the job: it was never planned.')
end
if found[6] == ARGV[4] then
  return 0
end
local count, merged, planned = tonumber(found[2] or 0), tonumber(found[3] or 0), tonumber(found[7] or 0)
local sequence, first, last, submissions = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local ends = ARGV[9] == '1'
local what = 'checkpoint ' .. ARGV[5] .. ' of batches ' .. ARGV[6] .. ' to ' .. ARGV[7]
if sequence > count or first > merged then
  return refuse('BEHIND', what .. ' is to be recorded, and the ledger has ' .. text(count) .. ' checkpoints to batch ' .. text(merged))
elseif sequence < count or first < merged or last < first or (last == first and not ends) or submissions < tonumber(found[4] or 0) or found[5] then
  return refuse('REFUSED', 'The ' .. what .. ' does not follow on from the last one, ' .. text(count - 1) .. ', which ends at batch ' .. text(merged) .. '.')
end
local unparsed = redis.call('ZRANGE', job .. ':unparsed', 0, 0)[1]
if last > planned or (unparsed and tonumber(unparsed) < last) or (ends and (last < planned or not found[8])) then
  return refuse('BEHIND', what .. ' is to be recorded, and of ' .. text(planned) .. ' planned batches not all of these are finished, or more may follow')
end
local chunks, delta = tonumber(ARGV[10]), delta_key(job, ARGV[5])
if chunks == 0 then
  redis.call('HSET', delta, 0, ARGV[11])
elseif not take_staged(KEYS[2], chunks, delta) then
  return -1
end
for ordinal = first, last - 1 do
  local batch = batch_key(job, text(ordinal))
  redis.call('HINCRBY', job, 'merged_planned_submissions', redis.call('HGET', batch, 'submissions'))
  redis.call('UNLINK', batch, partial_key(job, text(ordinal)))
end
redis.call('RPUSH', job .. ':checkpoints', ARGV[3])
redis.call('HSET', job, 'checkpoints', count + 1, 'merged', ARGV[7], 'merged_submissions', ARGV[8], 'last_checkpoint', ARGV[4])
if ends then
  redis.call('HSET', job, 'source_merged', 1)
end
changed(job)
return 1

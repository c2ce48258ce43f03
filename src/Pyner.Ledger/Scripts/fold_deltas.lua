-- Puts one delta in the place of those before it.
-- KEYS: job, staged chunks. ARGV: token, owner, sequence of the last one, staged chunks, the sum where it was not staged.
-- Returns 0 where they were folded already, -1 where the staged chunks were lost.
local job, through = KEYS[1], tonumber(ARGV[3])
local lost = lost_role(job, 'Aggregator', ARGV[1], ARGV[2])
if lost then
  return refuse('LOST', lost)
end
local found = redis.call('HMGET', job, 'checkpoints', 'folded')
local count, folded = tonumber(found[1] or 0), tonumber(found[2] or 0)
if through < 0 then
  return refuse('REFUSED', 'There is no checkpoint ' .. ARGV[3] .. '.')
elseif through >= count then
  return refuse('BEHIND', 'the deltas to checkpoint ' .. ARGV[3] .. ' are to be folded, and there are ' .. text(count) .. ' checkpoints')
elseif through <= folded then
  return 0
end
-- The sum may have taken long to make: it is in place before what it stands for goes.
local chunks, sum = tonumber(ARGV[4]), delta_key(job, ARGV[3])
if chunks == 0 then
  redis.call('UNLINK', sum)
  redis.call('HSET', sum, 0, ARGV[5])
elseif not take_staged(KEYS[2], chunks, sum) then
  return -1
end
for sequence = folded, through - 1 do
  redis.call('UNLINK', delta_key(job, text(sequence)))
end
-- The first checkpoint that has a delta of its own.
redis.call('HSET', job, 'folded', ARGV[3])
return 1

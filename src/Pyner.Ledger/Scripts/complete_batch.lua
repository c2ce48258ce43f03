-- Keeps what was made of a batch, and counts it: here and nowhere else, so each batch counts once.
-- KEYS: job, staged chunks. ARGV: ordinal, worker, token, groups, device, microseconds of work,
-- submissions, bytes, rejected, experiments, samples, runs, staged chunks, the partial where it was not staged,
-- digest of the part with its rows or nothing; where a device took part, its first failure or nothing, then names of figures and what is to be added to each, by turns.
-- Returns 0 where the lease was lost, -1 where the staged chunks were.
local job, ordinal = KEYS[1], ARGV[1]
local batch = batch_key(job, ordinal)
if holds(batch, 'parsed', ARGV[2], ARGV[3]) then
  return 1
end
if not holds(batch, 'leased', ARGV[2], ARGV[3]) then
  return 0
end
local chunks = tonumber(ARGV[13])
if chunks == 0 then
  redis.call('HSET', batch, 'partial', ARGV[14])
elseif not take_staged(KEYS[2], chunks, partial_key(job, ordinal)) then
  return -1
end
redis.call('HSET', batch, 'state', 'parsed', 'chunks', chunks, 'groups', ARGV[4])
if ARGV[15] ~= '' then
  redis.call('HSET', batch, 'part', ARGV[15])
end
finish(job, ordinal, batch)
redis.call('HINCRBY', job, 'parsed', 1)
local devices, device = job .. ':devices', ARGV[5]
redis.call('HINCRBY', devices, 'batches ' .. device, 1)
redis.call('HINCRBY', devices, 'busy ' .. device, ARGV[6])
for i, figure in ipairs({ 'submissions', 'bytes', 'rejected', 'experiments', 'samples', 'runs' }) do
  redis.call('HINCRBY', job, 'parsed_' .. figure, ARGV[6 + i])
  redis.call('HINCRBY', devices, figure .. ' ' .. device, ARGV[6 + i])
end
if ARGV[16] and ARGV[16] ~= '' then
  redis.call('HSETNX', devices, 'first_failure ' .. device, ARGV[16])
end
for i = 17, #ARGV, 2 do
  redis.call('HINCRBY', devices, ARGV[i] .. ' ' .. device, ARGV[i + 1])
end
return 1

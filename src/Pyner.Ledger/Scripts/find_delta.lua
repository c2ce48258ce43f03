-- Chunks of a checkpoint's delta: 0 where it was folded into a later one, -1 where there is no such checkpoint, -2 where the delta is gone that should be there.
-- KEYS: job. ARGV: sequence.
local job, sequence = KEYS[1], tonumber(ARGV[1])
local found = redis.call('HMGET', job, 'checkpoints', 'folded')
if sequence < 0 or sequence >= tonumber(found[1] or 0) then
  return -1
elseif sequence < tonumber(found[2] or 0) then
  return 0
end
local chunks = redis.call('HLEN', delta_key(job, ARGV[1]))
return chunks > 0 and chunks or -2

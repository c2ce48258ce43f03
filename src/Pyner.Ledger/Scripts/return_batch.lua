-- Gives a batch back.
-- KEYS: job. ARGV: ordinal, worker, token.
local job, ordinal = KEYS[1], ARGV[1]
local batch = batch_key(job, ordinal)
if not holds(batch, 'leased', ARGV[2], ARGV[3]) then
  return 0
end
give_back(job, ordinal, batch, redis.call('HGET', batch, 'published'))
return 1

-- The batches from one on, without a gap, that are parsed or given up.
-- KEYS: job. ARGV: first ordinal, most to return, bytes of partials after which to stop.
local job, first, left = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[3])
local finished = {}
for ordinal = first, first + tonumber(ARGV[2]) - 1 do
  local found = redis.call('HMGET', batch_key(job, text(ordinal)), 'state', 'id', 'groups', 'chunks', 'partial', 'failure', 'trace', 'part')
  if found[1] ~= 'parsed' and found[1] ~= 'failed' then
    break
  end
  finished[#finished + 1] = found
  left = left - #(found[5] or '')
  if left <= 0 then
    break
  end
end
return finished

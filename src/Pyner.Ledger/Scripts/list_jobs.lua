-- Ids of jobs, the newest first.
-- KEYS: jobs. ARGV: id after which to begin, or nothing; most to return.
local first = 0
if ARGV[1] ~= '' then
  local rank = redis.call('ZREVRANK', KEYS[1], ARGV[1])
  if not rank then
    return {}
  end
  first = rank + 1
end
return redis.call('ZREVRANGE', KEYS[1], first, first + tonumber(ARGV[2]) - 1)

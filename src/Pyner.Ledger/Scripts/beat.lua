-- Notes that a worker lives, and forgets those that were silent for too long.
-- KEYS: workers, their expiry. ARGV: id, report, microseconds.
local moment = now()
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', text(moment))) do
  redis.call('HDEL', KEYS[1], id)
  redis.call('ZREM', KEYS[2], id)
end
redis.call('HSET', KEYS[1], ARGV[1], text(moment) .. ' ' .. ARGV[2])
redis.call('ZADD', KEYS[2], text(moment + ARGV[3]), ARGV[1])
return 1

-- What the workers said last, with the time: those that were not silent for too long.
-- KEYS: workers, their expiry.
local reports = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. text(now()), '+inf')) do
  table.insert(reports, redis.call('HGET', KEYS[1], id))
end
return reports

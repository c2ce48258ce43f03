-- What is still ahead.
-- KEYS: job.
local job = KEYS[1]
local found = redis.call('HMGET', job, 'state', 'cancel', 'planned', 'planned_submissions', 'merged_planned_submissions', 'plan_ended')
local planned = tonumber(found[3] or 0)
local first = redis.call('ZRANGE', job .. ':unparsed', 0, 0)[1]
local stops = not found[1] or ENDED[found[1]] or found[2]
return {
  redis.call('ZCARD', job .. ':unparsed'),
  tonumber(found[4] or 0) - tonumber(found[5] or 0),
  first and tonumber(first) or planned,
  planned,
  found[6] and 1 or 0,
  stops and 1 or 0,
}

-- Adds a job. One that is there already is left as it is.
-- KEYS: job, jobs, unfinished, outputs. ARGV: id, request, output folder, most unfinished jobs.
local job, jobs, unfinished, outputs = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, request, folder, limit = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
if redis.call('EXISTS', job) == 1 then
  return 0
end
local other = redis.call('HGET', outputs, folder)
if other then
  return refuse('FOLDER', "Job " .. other .. " is unfinished and writes to '" .. folder .. "'. Wait for its end, cancel it, or choose another output folder.")
end
local count = redis.call('ZCARD', unfinished)
if count >= limit then
  return refuse('LIMIT', 'There are ' .. text(count) .. ' unfinished jobs, and no more than ' .. text(limit) .. ' are allowed. Wait until one ends, or cancel one.')
end
local created = text(now())
redis.call('HSET', job, 'request', request, 'folder', folder, 'state', 'Queued', 'revision', 1, 'created', created)
redis.call('ZADD', jobs, created, id)
redis.call('ZADD', unfinished, created, id)
redis.call('HSET', outputs, folder, id)
return 1

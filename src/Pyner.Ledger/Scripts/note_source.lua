-- Notes how far a source was read.
-- KEYS: job. ARGV: token, owner, submissions or nothing, bytes read, bytes or nothing.
local job = KEYS[1]
local lost = lost_role(job, 'Scanner', ARGV[1], ARGV[2])
if lost then
  return refuse('LOST', lost)
end
local found = redis.call('HMGET', job, 'submissions_total', 'source_bytes', 'source_bytes_total')
local news = {}
if ARGV[3] ~= '' and ARGV[3] ~= found[1] then
  news[#news + 1] = 'submissions_total'
  news[#news + 1] = ARGV[3]
end
-- A scanner that reads a stream again from its start is behind the one before it for a while; progress does not go back.
if tonumber(ARGV[4]) > tonumber(found[2] or 0) then
  news[#news + 1] = 'source_bytes'
  news[#news + 1] = ARGV[4]
end
if ARGV[5] ~= '' and ARGV[5] ~= found[3] then
  news[#news + 1] = 'source_bytes_total'
  news[#news + 1] = ARGV[5]
end
if #news > 0 then
  redis.call('HSET', job, unpack(news))
  changed(job)
end
return 1
